// SPDX-License-Identifier: MIT
/* Arm Generic Interrupt Controller architecture version 2 (IHI 0048), chapter 4. */
#include "devices/gic.h"
#include "core/mmio.h"
#include "core/virt.h"

#define GICD_CTLR (VIRT_GIC_DISTRIBUTOR + 0x000)
#define GICD_ISENABLER (VIRT_GIC_DISTRIBUTOR + 0x100)	/* a bit an interrupt */
#define GICD_ITARGETSR (VIRT_GIC_DISTRIBUTOR + 0x800)	/* a byte an interrupt */
#define GICD_SGIR (VIRT_GIC_DISTRIBUTOR + 0xf00)
#define GICC_CTLR (VIRT_GIC_CPU + 0x00)
#define GICC_PMR (VIRT_GIC_CPU + 0x04)
#define GICC_IAR (VIRT_GIC_CPU + 0x0c)
#define GICC_EOIR (VIRT_GIC_CPU + 0x10)

#define ENABLE 1
#define PMR_ALL 0xff
#define IAR_ID 0x3ff			/* the rest is who raised it, which EOIR wants to know too */
#define TARGET_PROCESSOR_0 0x01
#define SGIR_TARGETS_SHIFT 16

static void init(void)
{
	write32(GICD_CTLR, ENABLE);
}

/*
 * The targets of a private interrupt say which bit this processor is; where there is only one,
 * they read as zero: section 4.3.12.
 */
static u64 join(void)
{
	u64 targets = read32(GICD_ITARGETSR) & 0xff;

	write32(GICC_PMR, PMR_ALL);
	write32(GICC_CTLR, ENABLE);
	return targets ? targets : TARGET_PROCESSOR_0;
}

static void enable(u32 id)
{
	if (id >= GIC_PRIVATE)
		write8(GICD_ITARGETSR + id, TARGET_PROCESSOR_0);
	write32(GICD_ISENABLER + id / 32 * 4, 1u << id % 32);
}

/* What was written before is seen by who is interrupted. */
static void raise(u64 address, u32 id)
{
	asm volatile("dsb ishst" : : : "memory");
	write32(GICD_SGIR, address << SGIR_TARGETS_SHIFT | id);
}

static u32 acknowledge(void)
{
	return read32(GICC_IAR);
}

static u32 id(u32 acknowledged)
{
	return acknowledged & IAR_ID;
}

static void end(u32 acknowledged)
{
	write32(GICC_EOIR, acknowledged);
}

static void leave(void)
{
	write32(GICC_CTLR, 0);
}

const struct gic gic_v2 = { init, join, enable, raise, acknowledge, id, end, leave };
