/* ID_AA64PFR0_EL1 tells whether there are system registers of a GIC: then it is version 3. */
#include "gic.h"

#include "self_interrupt.h"
#include "sysreg.h"

#define PFR0_GIC (0xfull << 24)

static const struct gic *gic;

void gic_init(void)
{
	gic = sysreg_read(id_aa64pfr0_el1) & PFR0_GIC ? &gic_v3 : &gic_v2;
	gic->init();
}

void gic_enable(u32 id)
{
	gic->enable(id);
}

u32 gic_acknowledge(void)
{
	return gic->acknowledge();
}

void gic_end(u32 id)
{
	gic->end(id);
}

void self_interrupt_raise(void)
{
	gic->raise(SELF_INTERRUPT);
}
