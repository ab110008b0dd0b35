/* SPDX-License-Identifier: MIT */
/* Four levels of 512 entries: Intel SDM volume 3A, section 4.5 and table 4-19. */
#pragma once

#include "core/types.h"

#define PT_LEVELS 4
#define PT_INDEX_BITS 9

typedef u64 pte_t;

#define PTE_PRESENT 0x001
#define PTE_WRITE 0x002
#define PTE_WRITE_THROUGH 0x008
#define PTE_UNCACHED 0x010
#define PTE_BLOCK 0x080		/* PS */
#define PTE_ADDRESS 0x000ffffffffff000ul

#define PTE_PAGE (PTE_PRESENT | PTE_WRITE)
#define PTE_BLOCK_RAM (PTE_PAGE | PTE_BLOCK)
#define PTE_BLOCK_DEVICE (PTE_BLOCK_RAM | PTE_WRITE_THROUGH | PTE_UNCACHED)

static inline bool pte_is_block(pte_t entry, int level)
{
	return level > 0 && (entry & PTE_PRESENT) && (entry & PTE_BLOCK);
}

static inline pte_t pte_table(uptr physical)
{
	return physical | PTE_PRESENT | PTE_WRITE;
}

static inline pte_t pte_read_only(pte_t entry)
{
	return entry & ~(pte_t)PTE_WRITE;
}

/* The processor sees what it wrote itself, and keeps nothing about absent pages. */
static inline void pte_publish(void)
{
	asm volatile("" : : : "memory");
}

/* On this processor. */
static inline void tlb_drop_page(uptr address)
{
	asm volatile("invlpg (%0)" : : "r"(address) : "memory");
}

/* No entry is global: a load of CR3 drops all of this processor's. */
static inline void tlb_drop_all(void)
{
	uptr root;

	asm volatile("mov %%cr3, %0\n\tmov %0, %%cr3" : "=r"(root) : : "memory");
}

static inline void paging_use(pte_t *root)
{
	asm volatile("mov %0, %%cr3" : : "r"(root) : "memory");
}
