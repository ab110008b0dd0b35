// SPDX-License-Identifier: GPL-2.0-only
/* What only a PC has: I/O ports, registers of the processor, calls to a hypervisor. */
#include <linux/io.h>
#include <linux/module.h>
#include <asm/asm.h>
#include <asm/msr.h>

#include "escape.h"

const u64 wild_addresses[WILD_ADDRESSES] = {
	[ZERO] = 0,
	[FLASH] = 0xfffff000,
	[INTERRUPTS] = 0xfee00000,
	[BUS] = 0xb0000000,
	[HOLE] = 0xd0000000,
	[ABOVE] = 1ULL << 39,
	[TOP] = (1ULL << 52) - 0x1000,
	[END] = ~0xfffULL,
};

/* The backdoor of VMware's tools: a command in ECX, its argument in EBX. */
#define MAGIC 0x564d5868

static void backdoor(u64 command)
{
	u32 eax = MAGIC, ebx = ~MAGIC, ecx = command, edx = (command >> 32) ?: 0x5658;
	u32 esi = 0, edi = 0;

	asm volatile("inl %%dx, %%eax"
		     : "+a"(eax), "+b"(ebx), "+c"(ecx), "+d"(edx), "+S"(esi), "+D"(edi));
}

#define STREAM (0x5659ULL << 32)

static void put_text(u64 port)
{
	static const char text[] = "/etc/passwd\n%n%n%s\033[2J\a";

	for (size_t index = 0; index < sizeof(text); index++)
		outb(text[index], port);
}

static void put_all(u64 port)
{
	for (u32 value = 0; value < 256; value++)
		outb(value, port);
}

/* Port, and the number of its registers: an index and a value each. */
static void put_pairs(u64 port)
{
	for (u32 index = 0; index < 16; index++) {
		outw(index, port);
		outw(0xffff, port + 1);
	}
	outw(4, port);
	outw(0, port + 1);	/* the screen is one of text again */
}

/* A range of ports: all of it read, or all bits of it set. */
#define RANGE(first, last) (((u64)(last) << 32) | (first))

static void read_ports(u64 range)
{
	for (u32 port = range; port <= range >> 32; port++) {
		inb(port);
		inw(port);
		inl(port);
	}
}

static void set_ports(u64 range)
{
	for (u32 port = range; port <= range >> 32; port++)
		outb(0xff, port);
}

/* The controller of memory accesses for ISA: any page, any direction, at once. */
static void isa_transfer(u64 mode)
{
	outb(0xff, 0x0d);
	for (u32 channel = 0; channel < 4; channel++) {
		outb(0xff, 2 * channel);
		outb(0xff, 2 * channel);
		outb(0xff, 2 * channel + 1);
		outb(0xff, 2 * channel + 1);
		outb(mode | channel, 0x0b);
	}
	for (u32 page = 0x81; page < 0x90; page++)
		outb(0xff, page);
	outb(0, 0x0f);
	outb(0x0f, 0x09);
	outb(0x0f, 0x0f);
}

static void read_registers(u64 range)
{
	u64 value;

	for (u32 number = range; number <= range >> 32; number++)
		rdmsrl_safe(number, &value);
}

/* Number and value: those by which a hypervisor would be told where to write. */
#define REGISTER(number, value) (((u64)(number) << 32) | (value))

static void write_register(u64 which)
{
	wrmsrl_safe(which >> 32, which & 0xffffffff);
}

static void read_leaves(u64 first)
{
	u32 a, b, c, d;

	for (u32 leaf = 0; leaf < 256; leaf++)
		cpuid_count(first + leaf, 0, &a, &b, &c, &d);
}

static void vmcall(u64 number)
{
	u64 rax = number;

	asm volatile("1: .byte 0x0f, 0x01, 0xc1\n2:\n" _ASM_EXTABLE(1b, 2b)
		     : "+a"(rax) : "b"(~0UL), "c"(~0UL), "d"(~0UL), "S"(~0UL) : "memory");
}

static void vmmcall(u64 number)
{
	u64 rax = number;

	asm volatile("1: .byte 0x0f, 0x01, 0xd9\n2:\n" _ASM_EXTABLE(1b, 2b)
		     : "+a"(rax) : "b"(~0UL), "c"(~0UL), "d"(~0UL), "S"(~0UL) : "memory");
}

const struct way machine_ways[] = {
	{ "VMware's backdoor: version", backdoor, 10 },
	{ "VMware's backdoor: the host's clock", backdoor, 23 },
	{ "VMware's backdoor: the host's clipboard, length", backdoor, 6 },
	{ "VMware's backdoor: the host's clipboard, text", backdoor, 7 },
	{ "VMware's backdoor: text for the host's clipboard", backdoor, 9 },
	{ "VMware's backdoor: devices", backdoor, 11 },
	{ "VMware's backdoor: a device goes", backdoor, 12 },
	{ "VMware's backdoor: options of the host", backdoor, 13 },
	{ "VMware's backdoor: memory", backdoor, 20 },
	{ "VMware's backdoor: a call to the host", backdoor, 30 },
	{ "VMware's backdoor: the mouse's data", backdoor, 39 },
	{ "VMware's backdoor: the mouse's state", backdoor, 40 },
	{ "VMware's backdoor: the mouse's command", backdoor, 41 },
	{ "VMware's backdoor: a command that there is not", backdoor, 0xffffffff },
	{ "VMware's backdoor: a stream to the host", backdoor, STREAM | 30 },
	{ "port: SeaBIOS's messages", put_text, 0x402 },
	{ "port: Bochs's messages", put_text, 0xe9 },
	{ "port: Bochs's shutdown", put_text, 0x8900 },
	{ "port: codes of the power-on test", put_all, 0x80 },
	{ "port: another exit for debugging", put_all, 0x501 },
	{ "port: the second serial line's", put_text, 0x2f8 },
	{ "port: a parallel line", put_text, 0x378 },
	{ "port: the floppy's controller", set_ports, RANGE(0x3f0, 0x3f5) },
	{ "port: the first disk's commands", put_all, 0x1f7 },
	{ "port: the second disk's commands", put_all, 0x177 },
	{ "port: the display's registers", put_pairs, 0x1ce },
	{ "port: the VGA's registers", set_ports, RANGE(0x3c0, 0x3cf) },
	{ "port: a sound card", put_all, 0x22c },
	{ "port: a network card", put_all, 0x300 },
	{ "port: power management's requests", put_all, 0xb3 },
	{ "port: processors that come and go", set_ports, RANGE(0x0cd8, 0x0ce3) },
	{ "port: devices that come and go", set_ports, RANGE(0x0cc4, 0x0cd3) },
	{ "port: memory that comes and goes", set_ports, RANGE(0x0a00, 0x0a17) },
	{ "port: general events", set_ports, RANGE(0x620, 0x62f) },
	{ "port: every one is read", read_ports, RANGE(0x1000, 0xffff) },
	{ "port: every one above is set", set_ports, RANGE(0x7000, 0xbfff) },
	{ "ISA: a device reads any page", isa_transfer, 0x48 },
	{ "ISA: a device writes any page", isa_transfer, 0x44 },
	{ "ISA: a transfer without end", isa_transfer, 0x5c },
	{ "registers: a hypervisor's are read", read_registers, RANGE(0x40000000, 0x400001ff) },
	{ "registers: KVM's are read", read_registers, RANGE(0x4b564d00, 0x4b564dff) },
	{ "registers: those of all models are read", read_registers, RANGE(0xc0010000, 0xc00100ff) },
	{ "registers: KVM's clock at the end of memory", write_register, REGISTER(0x4b564d01, 0xfffff001) },
	{ "registers: KVM's wall clock at the end of memory", write_register, REGISTER(0x4b564d00, 0xfffff000) },
	{ "registers: KVM's page faults at the end of memory", write_register, REGISTER(0x4b564d02, 0xfffff001) },
	{ "registers: Hyper-V's page of calls", write_register, REGISTER(0x40000001, 0xfffff001) },
	{ "registers: Hyper-V's crash", write_register, REGISTER(0x40000105, 0xffffffff) },
	{ "registers: a hypervisor is switched on", write_register, REGISTER(0x3a, 0xffffffff) },
	{ "registers: microcode", write_register, REGISTER(0x79, 0xffffffff) },
	{ "hypervisor: leaves of CPUID", read_leaves, 0x40000000 },
	{ "hypervisor: leaves of CPUID that there are not", read_leaves, 0x8fff0000 },
	{ "hypervisor: KVM's call", vmcall, 1 },
	{ "hypervisor: a call that there is not", vmcall, ~0ULL },
	{ "hypervisor: AMD's call", vmmcall, 1 },
	{ "hypervisor: AMD's call that there is not", vmmcall, ~0ULL },
	{}
};
