// SPDX-License-Identifier: GPL-2.0-only
/*
 * Goes for the host by the interface for firmware, in which QEMU keeps files and which reads and
 * writes memory (QEMU's docs/specs/fw_cfg.rst).
 */
#include <linux/io.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "escape.h"

#define ERROR 1
#define READ 2
#define SKIP 4
#define SELECT 8
#define WRITE 16

#define FILES 0x19		/* the directory's key */
#define FIRST_FILE 0x20
#define KEYS 0x60

struct access {
	__be32 control, length;
	__be64 address;
} __packed;

#ifdef CONFIG_X86
static void choose(u16 key)
{
	outw(key, 0x510);
}

static u8 next(void)
{
	return inb(0x511);
}

static void put(u8 value)
{
	outb(value, 0x511);
}

static void begin(u64 address)
{
	outl((__force u32)cpu_to_be32(upper_32_bits(address)), 0x514);
	outl((__force u32)cpu_to_be32(lower_32_bits(address)), 0x518);
}
#else
static void __iomem *registers;

static void choose(u16 key)
{
	iowrite16be(key, registers + 8);
}

static u8 next(void)
{
	return ioread8(registers);
}

static void put(u8 value)
{
	iowrite8(value, registers);
}

static void begin(u64 address)
{
	iowrite32be(upper_32_bits(address), registers + 16);
	iowrite32be(lower_32_bits(address), registers + 20);
}
#endif

static bool open_registers(void)
{
#ifdef CONFIG_ARM64
	if (!registers)
		registers = ioremap(0x09020000, PAGE_SIZE);
	return registers;
#else
	return true;
#endif
}

static void transfer(u32 control, u32 length, u64 address)
{
	struct access *access = kzalloc(sizeof(*access), GFP_KERNEL);

	if (access && open_registers()) {
		access->control = cpu_to_be32(control);
		access->length = cpu_to_be32(length);
		access->address = cpu_to_be64(address);
		wmb();
		begin(virt_to_phys(access));
	}
	kfree(access);
}

static u64 wild_or_own(u64 wild)
{
	return wild == ITSELF ? 0x09020000 : wild_addresses[wild];
}

/* The kernel's own image, or the directory, goes to where it must not. */
static void to(u64 wild)
{
	transfer(FILES << 16 | SELECT | READ, 4096, wild_or_own(wild));
}

/* What lies there goes into each of QEMU's files. */
static void from(u64 wild)
{
	for (u32 key = 0; key < KEYS; key++)
		transfer(key << 16 | SELECT | WRITE, 4096, wild_or_own(wild));
}

static void request_at(u64 wild)
{
	if (open_registers())
		begin(wild_or_own(wild));
}

static void read_all_keys(u64 bits)
{
	if (!open_registers())
		return;
	for (u32 key = 0; key < KEYS; key++) {
		choose(key | bits);
		for (int count = 0; count < 64; count++)
			next();
	}
}

static void write_all_keys(u64 bits)
{
	if (!open_registers())
		return;
	for (u32 key = 0; key < KEYS; key++) {
		choose(key | bits);
		for (int count = 0; count < 64; count++)
			put(0xff);
	}
}

static void skip(u64 length)
{
	for (u32 key = 0; key < KEYS; key++) {
		transfer(key << 16 | SELECT | SKIP, length, 0);
		transfer(READ, 16, wild_addresses[ABOVE]);
	}
}

static void control(u64 bits)
{
	transfer(bits, 4096, wild_addresses[ABOVE]);
}

const struct way firmware_ways[] = {
	{ "fw_cfg: read all keys", read_all_keys, 0 },
	{ "fw_cfg: read all keys of the architecture", read_all_keys, 0x8000 },
	{ "fw_cfg: read all keys for writing", read_all_keys, 0x4000 },
	{ "fw_cfg: write all keys", write_all_keys, 0x4000 },
	{ "fw_cfg: write all keys of the architecture", write_all_keys, 0xc000 },
	{ "fw_cfg: a file to page 0", to, ZERO },
	{ "fw_cfg: a file to the firmware", to, FLASH },
	{ "fw_cfg: a file to PCI configuration space", to, BUS },
	{ "fw_cfg: a file above RAM", to, ABOVE },
	{ "fw_cfg: a file to the end of 64 bits", to, END },
	{ "fw_cfg: the firmware into its files", from, FLASH },
	{ "fw_cfg: memory above RAM into its files", from, ABOVE },
	{ "fw_cfg: the end of 64 bits into its files", from, END },
	{ "fw_cfg: its own registers into its files", from, ITSELF },
	{ "fw_cfg: a request in the firmware", request_at, FLASH },
	{ "fw_cfg: a request above RAM", request_at, ABOVE },
	{ "fw_cfg: a request at the end of 64 bits", request_at, END },
	{ "fw_cfg: a request in its own registers", request_at, ITSELF },
	{ "fw_cfg: skip 4 GiB", skip, 0xffffffff },
	{ "fw_cfg: all commands at once", control, 0xffffffff },
	{ "fw_cfg: an error that there is not", control, ERROR },
	{}
};
