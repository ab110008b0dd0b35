// SPDX-License-Identifier: MIT
/* What a Multiboot loader says: Multiboot Specification version 0.6.96, section 3.3. */
#include "core/arch.h"
#include "core/machine.h"
#include "core/print.h"

#define LOADED_BY_MULTIBOOT 0x2badb002
#define HAS_COMMAND_LINE 0x04
#define HAS_MEMORY_MAP 0x40
#define MEMORY_AVAILABLE 1

/* RAM from here up is one piece on a PC; the image lies in it. */
#define ONE_MEBIBYTE 0x100000

struct information {
	u32 flags;
	u32 mem_lower, mem_upper;
	u32 boot_device;
	u32 cmdline;
	u32 mods_count, mods_addr;
	u32 syms[4];
	u32 mmap_length, mmap_addr;
};

struct memory {
	u32 size;	/* of what follows */
	u64 start, length;
	u32 type;
} __attribute__((packed));

/* Left by start.S. */
u32 multiboot_magic;
u32 multiboot_information;

static uptr end_of_ram(const struct information *information)
{
	uptr at = information->mmap_addr, end = at + information->mmap_length;

	while (at < end) {
		const struct memory *memory = (void *)at;
		u64 top = memory->start + memory->length;

		if (memory->type == MEMORY_AVAILABLE && memory->start <= ONE_MEBIBYTE &&
		    top > ONE_MEBIBYTE)
			return top < RAM_LIMIT ? top : RAM_LIMIT;
		at += sizeof(memory->size) + memory->size;
	}
	panic("the memory map has no RAM at 1 MiB");
}

/* The line begins with the name of the kernel's file, which is not an argument. */
static void copy_arguments(const char *line, char *to, size_t size)
{
	while (*line && *line != ' ')
		line++;
	while (*line && --size)
		*to++ = *line++;
	*to = '\0';
}

void machine_probe(struct machine *machine)
{
	const struct information *information = (void *)(uptr)multiboot_information;

	if (multiboot_magic != LOADED_BY_MULTIBOOT)
		panic_value("not loaded by Multiboot but with", multiboot_magic);
	if (!(information->flags & HAS_MEMORY_MAP))
		panic("the loader gives no memory map");
	machine->ram_start = ONE_MEBIBYTE;
	machine->ram_end = end_of_ram(information);
	if (information->flags & HAS_COMMAND_LINE)
		copy_arguments((char *)(uptr)information->cmdline, machine->arguments,
			       sizeof(machine->arguments));
}
