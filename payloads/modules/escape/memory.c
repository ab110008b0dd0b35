// SPDX-License-Identifier: GPL-2.0-only
/* Reads and writes where there is no RAM of the guest's, and behind the memory that it shares. */
#include <linux/io.h>
#include <linux/module.h>

#include "escape.h"

#define WINDOW_SIZE (8 << 20)

static ulong window;
module_param(window, ulong, 0);
MODULE_PARM_DESC(window, "where the memory begins that the bench shares with the guest");

static void touch(u64 address, bool write)
{
	void __iomem *page = ioremap(address & PAGE_MASK, PAGE_SIZE);

	if (!page)
		return;
	if (write)
		iowrite32(0xffffffff, page + (address & ~PAGE_MASK));
	else
		ioread32(page + (address & ~PAGE_MASK));
	iounmap(page);
}

static void read_at(u64 address)
{
	touch(address, false);
}

static void write_at(u64 address)
{
	touch(address, true);
}

/* Every power of two that an address can have, on a processor with few bits of it. */
static void read_powers(u64 first)
{
	for (int bit = first; bit < 44; bit++)
		touch(1ULL << bit, false);
}

static void write_powers(u64 first)
{
	for (int bit = first; bit < 44; bit++)
		touch(1ULL << bit, true);
}

static void behind_window(u64 offset)
{
	if (window)
		touch(window + WINDOW_SIZE + offset, true);
	if (window)
		touch(window + WINDOW_SIZE + offset, false);
}

static void firmware(u64 offset)
{
	touch(wild_addresses[FLASH] + offset, true);
	touch(wild_addresses[FLASH] + offset, false);
}

const struct way memory_ways[] = {
	{ "memory: read at every power of two above 64 GiB", read_powers, 36 },
	{ "memory: write at every power of two above 64 GiB", write_powers, 36 },
	{ "memory: read just above 4 GiB", read_at, 1ULL << 32 },
	{ "memory: write just above 4 GiB", write_at, 1ULL << 32 },
	{ "memory: read at the end of 40 bits", read_at, (1ULL << 40) - 4 },
	{ "memory: write at the end of 40 bits", write_at, (1ULL << 40) - 4 },
	{ "memory: just behind the shared window", behind_window, 0 },
	{ "memory: a page behind the shared window", behind_window, PAGE_SIZE },
	{ "memory: as much again behind the shared window", behind_window, WINDOW_SIZE },
	{ "memory: the firmware", firmware, 0 },
	{ "memory: the end of the firmware", firmware, 0xffc },
	{}
};
