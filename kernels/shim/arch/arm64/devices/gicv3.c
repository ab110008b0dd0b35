// SPDX-License-Identifier: MIT
/* Arm Generic Interrupt Controller architecture version 3 (IHI 0069), chapter 12. */
#include "devices/gic.h"
#include "core/mmio.h"
#include "core/print.h"
#include "core/sysreg.h"
#include "core/virt.h"

#define GICD_CTLR (VIRT_GIC_DISTRIBUTOR + 0x0000)
#define GICD_IGROUPR (VIRT_GIC_DISTRIBUTOR + 0x0080)	/* a bit an interrupt */
#define GICD_ISENABLER (VIRT_GIC_DISTRIBUTOR + 0x0100)
#define GICD_IROUTER (VIRT_GIC_DISTRIBUTOR + 0x6000)	/* 8 bytes an interrupt: its affinity */
/* Each processor has a redistributor of two times 64 KiB; the second for private interrupts. */
#define GICR_SIZE 0x20000
#define GICR_TYPER 0x0008
#define GICR_TYPER_AFFINITY 0x000c	/* its upper half */
#define GICR_WAKER 0x0014
#define GICR_IGROUPR0 0x10080
#define GICR_ISENABLER0 0x10100

#define CTLR_ENABLE_GROUP_1 0x02
#define CTLR_AFFINITY_ROUTING 0x10	/* ARE */
#define TYPER_LAST 0x10
#define WAKER_PROCESSOR_SLEEP 0x02
#define WAKER_CHILDREN_ASLEEP 0x04
#define ALL_IN_GROUP_1 0xffffffff

#define PMR_ALL 0xff
#define ENABLE 1

/* MPIDR_EL1: Arm ARM (DDI 0487), section D13.2. Level 3 is apart from the others. */
#define AFFINITY_3_SHIFT 32
#define AFFINITY_012 0xffffff

/* ICC_SGI1R_EL1: the last level is a list of sixteen. */
#define SGI1R_ID_SHIFT 24
#define SGI1R_AFFINITY_1_SHIFT 16
#define SGI1R_AFFINITY_2_SHIFT 32
#define SGI1R_AFFINITY_3_SHIFT 48
#define SGI1R_RANGE_SHIFT 44
#define SGI1R_LIST 16

/* As GICR_TYPER has it: four levels of eight bits. */
static u32 affinity(void)
{
	u64 mpidr = sysreg_read(mpidr_el1);

	return (mpidr & AFFINITY_012) | (mpidr >> AFFINITY_3_SHIFT & 0xff) << 24;
}

/* Of this processor. */
static uptr redistributor(void)
{
	uptr at = VIRT_GIC_REDISTRIBUTOR;

	while (read32(at + GICR_TYPER_AFFINITY) != affinity()) {
		if (read32(at + GICR_TYPER) & TYPER_LAST)
			panic_value("no redistributor for the processor", affinity());
		at += GICR_SIZE;
	}
	return at;
}

static void init(void)
{
	write32(GICD_CTLR, CTLR_AFFINITY_ROUTING | CTLR_ENABLE_GROUP_1);
}

static u64 join(void)
{
	uptr mine = redistributor();

	write32(mine + GICR_WAKER, read32(mine + GICR_WAKER) & ~WAKER_PROCESSOR_SLEEP);
	while (read32(mine + GICR_WAKER) & WAKER_CHILDREN_ASLEEP)
		;
	write32(mine + GICR_IGROUPR0, ALL_IN_GROUP_1);

	sysreg_write(icc_sre_el1, ENABLE);
	isb();
	sysreg_write(icc_pmr_el1, PMR_ALL);
	sysreg_write(icc_igrpen1_el1, ENABLE);
	isb();
	return affinity();
}

static void enable_shared(u32 id)
{
	uptr word = id / 32 * 4;

	write32(GICD_IGROUPR + word, read32(GICD_IGROUPR + word) | 1u << id % 32);
	write32(GICD_IROUTER + 8 * id, 0);
	write32(GICD_IROUTER + 8 * id + 4, 0);
	write32(GICD_ISENABLER + word, 1u << id % 32);
}

static void enable(u32 id)
{
	if (id < GIC_PRIVATE)
		write32(redistributor() + GICR_ISENABLER0, 1u << id);
	else
		enable_shared(id);
}

/* What was written before is seen by who is interrupted. */
static void raise(u64 address, u32 id)
{
	u64 last = address & 0xff;

	asm volatile("dsb ishst" : : : "memory");
	sysreg_write(icc_sgi1r_el1, (address >> 24 & 0xff) << SGI1R_AFFINITY_3_SHIFT |
				    (address >> 16 & 0xff) << SGI1R_AFFINITY_2_SHIFT |
				    (address >> 8 & 0xff) << SGI1R_AFFINITY_1_SHIFT |
				    last / SGI1R_LIST << SGI1R_RANGE_SHIFT |
				    (u64)id << SGI1R_ID_SHIFT | 1u << last % SGI1R_LIST);
	isb();
}

static u32 acknowledge(void)
{
	return sysreg_read(icc_iar1_el1);
}

static u32 id(u32 acknowledged)
{
	return acknowledged;
}

static void end(u32 acknowledged)
{
	sysreg_write(icc_eoir1_el1, acknowledged);
}

static void leave(void)
{
	sysreg_write(icc_igrpen1_el1, 0);
	isb();
}

const struct gic gic_v3 = { init, join, enable, raise, acknowledge, id, end, leave };
