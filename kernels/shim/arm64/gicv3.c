/* Arm Generic Interrupt Controller architecture version 3 (IHI 0069), chapter 12. */
#include "gic.h"
#include "mmio.h"
#include "sysreg.h"
#include "virt.h"

#define GICD_CTLR (VIRT_GIC_DISTRIBUTOR + 0x0000)
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

static void enable(u32 id)
{
	write32(GICR_ISENABLER0, 1u << id);
}

static u32 acknowledge(void)
{
	return sysreg_read(icc_iar1_el1);
}

static void end(u32 id)
{
	sysreg_write(icc_eoir1_el1, id);
}

const struct gic gic_v3 = { init, enable, acknowledge, end };
