// SPDX-License-Identifier: MIT
#include "mm/paging.h"

#include "mm/pages.h"
#include "core/print.h"
#include "smp/processors.h"

#define ENTRIES (1ul << PT_INDEX_BITS)

static pte_t *root;

static size_t index_at(uptr address, int level)
{
	return (address / PAGE_SIZE >> (level * PT_INDEX_BITS)) & (ENTRIES - 1);
}

/* Level 0 maps pages, level 1 blocks. Stops early at a block; makes tables if asked to. */
static pte_t *walk(uptr address, int level, bool create)
{
	pte_t *table = paging_root();

	for (int at = PT_LEVELS - 1;; at--) {
		pte_t *entry = &table[index_at(address, at)];

		if (at == level || pte_is_block(*entry, at))
			return entry;
		if (!(*entry & PTE_PRESENT)) {
			void *page = create ? page_alloc() : NULL;

			if (!page)
				return NULL;
			*entry = pte_table((uptr)page);
		}
		table = (pte_t *)(uptr)(*entry & PTE_ADDRESS);
	}
}

pte_t *paging_root(void)
{
	if (!root)
		root = page_alloc();
	if (!root)
		panic("no memory for page tables");
	return root;
}

pte_t *paging_entry(uptr address)
{
	return walk(address, 0, false);
}

/* Makes a table of pages out of a block. */
static void split(pte_t *block, uptr start)
{
	pte_t *table = page_alloc();

	if (!table)
		panic("no memory for page tables");
	for (size_t i = 0; i < ENTRIES; i++)
		table[i] = (start + i * PAGE_SIZE) | PTE_PAGE;
	*block = pte_table((uptr)table);
}

void paging_protect(uptr start, uptr end)
{
	for (uptr at = start; at < end; at += PAGE_SIZE) {
		pte_t *block = walk(at, 1, false);

		if (pte_is_block(*block, 1))
			split(block, align_down(at, BLOCK_SIZE));
		pte_t *entry = walk(at, 0, false);

		*entry = pte_read_only(*entry);
	}
}

bool paging_mapped(uptr address)
{
	const pte_t *entry = paging_entry(address);

	return entry && (*entry & PTE_PRESENT);
}

bool paging_map(uptr address, uptr physical)
{
	pte_t *entry = walk(address, 0, true);

	if (!entry)
		return false;
	*entry = physical | PTE_PAGE;
	pte_publish();
	return true;
}

/*
 * QEMU's TCG keeps translations in a table that begins with 256 places, and gives it more or
 * fewer only when all are dropped: accel/tcg/cputlb.c, tlb_mmu_resize_locked. A program that
 * reads here and there in its memory would look up most of its pages anew each time, for as long
 * as it runs. A processor has a fixed number of places, and does not mind once in a while.
 */
#define TICKS_OF_TLB 64

void paging_tick(void)
{
	static u32 ticks;

	if (++ticks % TICKS_OF_TLB)
		return;
	tlb_drop_all();
	for (u32 i = 0; i < processors_running(); i++)
		processor(i)->stale = true;
}

void paging_map_block(uptr address, uptr physical, pte_t attributes)
{
	pte_t *entry = walk(address, 1, true);

	if (!entry)
		panic("no memory for page tables");
	*entry = physical | attributes;
}

void paging_map_blocks(uptr start, uptr count, pte_t attributes)
{
	for (uptr address = start; count--; address += BLOCK_SIZE)
		paging_map_block(address, address, attributes);
}
