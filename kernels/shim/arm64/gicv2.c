/* Arm Generic Interrupt Controller architecture version 2 (IHI 0048), chapter 4. */
#include "gic.h"
#include "mmio.h"
#include "virt.h"

#define GICD_CTLR (VIRT_GIC_DISTRIBUTOR + 0x000)
#define GICD_ISENABLER0 (VIRT_GIC_DISTRIBUTOR + 0x100)
#define GICC_CTLR (VIRT_GIC_CPU + 0x00)
#define GICC_PMR (VIRT_GIC_CPU + 0x04)
#define GICC_IAR (VIRT_GIC_CPU + 0x0c)
#define GICC_EOIR (VIRT_GIC_CPU + 0x10)

#define ENABLE 1
#define PMR_ALL 0xff
#define IAR_ID 0x3ff

static void init(void)
{
	write32(GICD_CTLR, ENABLE);
	write32(GICC_PMR, PMR_ALL);
	write32(GICC_CTLR, ENABLE);
}

static void enable(u32 id)
{
	write32(GICD_ISENABLER0, 1u << id);
}

static u32 acknowledge(void)
{
	return read32(GICC_IAR) & IAR_ID;
}

static void end(u32 id)
{
	write32(GICC_EOIR, id);
}

const struct gic gic_v2 = { init, enable, acknowledge, end };
