// SPDX-License-Identifier: MIT
/* Turns the MMU on. Registers: Arm ARM (DDI 0487), section D13.2. */
#include "mm/paging.h"

#include "mm/configuration_space.h"
#include "mm/image.h"
#include "core/sysreg.h"
#include "core/virt.h"

/* MAIR_EL1: attribute 0 is normal memory, write back; 1 is Device-nGnRE. */
#define MAIR 0x04ffull

/* TCR_EL1 */
#define TCR_T0SZ_48_BITS 16ull
#define TCR_IRGN0_WRITE_BACK (1ull << 8)
#define TCR_ORGN0_WRITE_BACK (1ull << 10)
#define TCR_SH0_INNER (3ull << 12)
#define TCR_EPD1 (1ull << 23)		/* no upper half */
#define TCR_IPS_40_BITS (2ull << 32)

/* SCTLR_EL1 */
#define SCTLR_RES1 0x30d00800ull
#define SCTLR_M (1ull << 0)		/* MMU */
#define SCTLR_C (1ull << 2)		/* data cache */
#define SCTLR_I (1ull << 12)		/* instruction cache */

/* Beyond so many pages all entries go at once: each one stops all processors of an emulator. */
#define MOST_PAGES 4

/* The tables are known to the walkers of all processors before their entries go, on all of them. */
void tlb_drop(uptr start, uptr end)
{
	asm volatile("dsb ishst" : : : "memory");
	if (end - start > MOST_PAGES * PAGE_SIZE)
		asm volatile("tlbi vmalle1is" : : : "memory");
	else
		for (uptr at = start; at < end; at += PAGE_SIZE)
			asm volatile("tlbi vaae1is, %0" : : "r"(at / PAGE_SIZE) : "memory");
	asm volatile("dsb ish\n\tisb" : : : "memory");
}

void paging_init(uptr ram_start, uptr ram_end)
{
	paging_map_blocks(VIRT_DEVICES, (ram_start - VIRT_DEVICES) / BLOCK_SIZE, PTE_BLOCK_DEVICE);
	paging_map_blocks(ram_start, (ram_end - ram_start) / BLOCK_SIZE, PTE_BLOCK_RAM);
	configuration_space_map();
	image_protect();

	sysreg_write(mair_el1, MAIR);
	sysreg_write(tcr_el1, TCR_T0SZ_48_BITS | TCR_IRGN0_WRITE_BACK | TCR_ORGN0_WRITE_BACK |
			      TCR_SH0_INNER | TCR_EPD1 | TCR_IPS_40_BITS);
	sysreg_write(ttbr0_el1, paging_root());
	asm volatile("dsb sy\n\ttlbi vmalle1\n\tic iallu\n\tdsb sy\n\tisb" : : : "memory");
	sysreg_write(sctlr_el1, SCTLR_RES1 | SCTLR_M | SCTLR_C | SCTLR_I);
	isb();
}
