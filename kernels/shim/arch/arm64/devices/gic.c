// SPDX-License-Identifier: MIT
/* ID_AA64PFR0_EL1 tells whether there are system registers of a GIC: then it is version 3. */
#include "devices/gic.h"

#include "devices/self_interrupt.h"
#include "core/sysreg.h"
#include "core/cpu.h"
#include "core/ending.h"
#include "core/virt.h"

#define PFR0_GIC (0xfull << 24)

static const struct gic *gic;

/* A pending interrupt ends wfi even when it is masked. */
static void leave(void)
{
	gic->leave();
}

void gic_init(void)
{
	gic = sysreg_read(id_aa64pfr0_el1) & PFR0_GIC ? &gic_v3 : &gic_v2;
	gic->init();
	ending_leaves_interrupts(leave);
}

void gic_join(void)
{
	this_cpu()->address = gic->join();
	gic_enable(VIRT_EVENT_TIMER_INTERRUPT);
	gic_enable(SELF_INTERRUPT);
	gic_enable(CALL_INTERRUPT);
}

void gic_enable(u32 id)
{
	gic->enable(id);
}

u32 gic_acknowledge(void)
{
	return gic->acknowledge();
}

u32 gic_id(u32 acknowledged)
{
	return gic->id(acknowledged);
}

void gic_end(u32 acknowledged)
{
	gic->end(acknowledged);
}

void gic_call(u64 address)
{
	gic->raise(address, CALL_INTERRUPT);
}

void self_interrupt_raise(void)
{
	gic->raise(this_cpu()->address, SELF_INTERRUPT);
}
