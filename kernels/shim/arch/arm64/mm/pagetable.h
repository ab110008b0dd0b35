/* SPDX-License-Identifier: MIT */
/* Four levels of 512 entries, 4 KB granule: Arm ARM (DDI 0487), section D5.3. */
#pragma once

#include "core/types.h"

#define PT_LEVELS 4
#define PT_INDEX_BITS 9

typedef u64 pte_t;

#define PTE_PRESENT 0x1
#define PTE_BLOCK 0x1			/* bits 1-0 of a block */
#define PTE_TABLE 0x3			/* of a table, and of a page at the last level */
#define PTE_KIND 0x3
#define PTE_DEVICE (1ul << 2)		/* AttrIndx 1, of MAIR_EL1 */
#define PTE_READ_ONLY (1ul << 7)	/* AP[2] */
#define PTE_SHARED (3ul << 8)		/* inner shareable */
#define PTE_ACCESSED (1ul << 10)	/* AF */
#define PTE_NO_EXECUTE (1ul << 53)	/* PXN */
#define PTE_ADDRESS 0x0000fffffffff000ul

#define PTE_PAGE (PTE_TABLE | PTE_SHARED | PTE_ACCESSED)
#define PTE_BLOCK_RAM (PTE_BLOCK | PTE_SHARED | PTE_ACCESSED)
#define PTE_BLOCK_DEVICE (PTE_BLOCK | PTE_DEVICE | PTE_ACCESSED | PTE_NO_EXECUTE)

static inline bool pte_is_block(pte_t entry, int level)
{
	return level > 0 && (entry & PTE_KIND) == PTE_BLOCK;
}

static inline pte_t pte_table(uptr physical)
{
	return physical | PTE_TABLE;
}

static inline pte_t pte_read_only(pte_t entry)
{
	return entry | PTE_READ_ONLY;
}

/* A write to a table is seen by its walker: Arm ARM, section D5.10.2. */
static inline void pte_publish(void)
{
	asm volatile("dsb ishst\n\tisb" : : : "memory");
}

/* On this processor. */
static inline void tlb_drop_all(void)
{
	asm volatile("tlbi vmalle1\n\tdsb nsh\n\tisb" : : : "memory");
}
