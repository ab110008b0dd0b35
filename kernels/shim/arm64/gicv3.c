/* Arm Generic Interrupt Controller architecture version 3 (IHI 0069), chapter 12. */
#include "gic.h"
#include "mmio.h"
#include "sysreg.h"
#include "virt.h"

#define GICD_CTLR (VIRT_GIC_DISTRIBUTOR + 0x0000)
#define GICD_IGROUPR (VIRT_GIC_DISTRIBUTOR + 0x0080)	/* a bit an interrupt */
#define GICD_ISENABLER (VIRT_GIC_DISTRIBUTOR + 0x0100)
#define GICD_IROUTER (VIRT_GIC_DISTRIBUTOR + 0x6000)	/* 8 bytes an interrupt: its affinity */
#define GICR_WAKER (VIRT_GIC_REDISTRIBUTOR + 0x0014)
/* The redistributor's second 64 KiB: private interrupts. */
#define GICR_IGROUPR0 (VIRT_GIC_REDISTRIBUTOR + 0x10080)
#define GICR_ISENABLER0 (VIRT_GIC_REDISTRIBUTOR + 0x10100)

#define CTLR_ENABLE_GROUP_1 0x02
#define CTLR_AFFINITY_ROUTING 0x10	/* ARE */
#define WAKER_PROCESSOR_SLEEP 0x02
#define WAKER_CHILDREN_ASLEEP 0x04
#define ALL_IN_GROUP_1 0xffffffff

#define PMR_ALL 0xff
#define ENABLE 1

/* ICC_SGI1R_EL1: affinity 0.0.0, and of the last level the processor with the number 0. */
#define SGI1R_PROCESSOR_0 1
#define SGI1R_ID_SHIFT 24

static void init(void)
{
	write32(GICD_CTLR, CTLR_AFFINITY_ROUTING | CTLR_ENABLE_GROUP_1);
	write32(GICR_WAKER, read32(GICR_WAKER) & ~WAKER_PROCESSOR_SLEEP);
	while (read32(GICR_WAKER) & WAKER_CHILDREN_ASLEEP)
		;
	write32(GICR_IGROUPR0, ALL_IN_GROUP_1);

	sysreg_write(icc_sre_el1, ENABLE);
	isb();
	sysreg_write(icc_pmr_el1, PMR_ALL);
	sysreg_write(icc_igrpen1_el1, ENABLE);
	isb();
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
		write32(GICR_ISENABLER0, 1u << id);
	else
		enable_shared(id);
}

static void raise(u32 id)
{
	sysreg_write(icc_sgi1r_el1, (u64)id << SGI1R_ID_SHIFT | SGI1R_PROCESSOR_0);
	isb();
}

static u32 acknowledge(void)
{
	return sysreg_read(icc_iar1_el1);
}

static void end(u32 id)
{
	sysreg_write(icc_eoir1_el1, id);
}

const struct gic gic_v3 = { init, enable, raise, acknowledge, end };
