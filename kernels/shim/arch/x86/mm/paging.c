// SPDX-License-Identifier: MIT
/*
 * The first block goes page by page, so that page 0 stays unmapped and a nil pointer
 * faults; RAM follows in blocks, and devices up to the end of the first 4 GiB.
 */
#include "core/arch.h"
#include "mm/image.h"
#include "mm/paging.h"
#include "core/print.h"

static uptr blocks(u64 start, u64 end)
{
	return end > start ? (end - start) / BLOCK_SIZE : 0;
}

void paging_init(uptr ram_start, uptr ram_end)
{
	uptr ram_top = align_up(ram_end, BLOCK_SIZE);
	u64 devices = ram_top > DEVICES_START ? ram_top : DEVICES_START;

	(void)ram_start;
	for (uptr at = PAGE_SIZE; at < BLOCK_SIZE; at += PAGE_SIZE)
		if (!paging_map(at, at))
			panic("no memory for page tables");
	paging_map_blocks(BLOCK_SIZE, blocks(BLOCK_SIZE, ram_top), PTE_BLOCK_RAM);
	paging_map_blocks(devices, blocks(devices, 1ull << 32), PTE_BLOCK_DEVICE);
	image_protect();
	paging_use(paging_root());
}
