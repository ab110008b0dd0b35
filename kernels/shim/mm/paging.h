/* SPDX-License-Identifier: MIT */
/*
 * Page tables. RAM and devices are mapped at their own addresses with blocks (2 or 4 MB);
 * what the Go runtime maps lies above, page by page. An architecture's pagetable.h gives
 * the shape of the tables (PT_LEVELS of PT_INDEX_BITS each) and the bits of an entry.
 */
#pragma once

#include "mm/pagetable.h"
#include "core/types.h"

#define BLOCK_SIZE (PAGE_SIZE << PT_INDEX_BITS)

/* Builds the tables of RAM and devices and switches to them. */
void paging_init(uptr ram_start, uptr ram_end);

/* The entry that maps an address, a block's included, or NULL where a table is missing. */
pte_t *paging_entry(uptr address);
bool paging_mapped(uptr address);
/* Maps a page; false when there is no memory for a table. */
bool paging_map(uptr address, uptr physical);

/* No processor knows any more what the tables said of a range; how, is the architecture's. */
void tlb_drop(uptr start, uptr end);
/* At each tick. */
void paging_tick(void);

/* For paging_init of an architecture. */
void paging_protect(uptr start, uptr end);	/* read-only from now on; before tables are used */
pte_t *paging_root(void);
void paging_map_block(uptr address, uptr physical, pte_t attributes);
void paging_map_blocks(uptr start, uptr count, pte_t attributes);
