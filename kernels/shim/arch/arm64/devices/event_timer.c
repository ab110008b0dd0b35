// SPDX-License-Identifier: MIT
/* The generic timer's physical one beside the virtual: Arm ARM (DDI 0487), chapter D11. */
#include "devices/event_timer.h"

#include "devices/clock.h"
#include "core/machine.h"
#include "core/sysreg.h"

#define CONTROL_ENABLE 1

static u32 interval;

void event_timer_start(u32 period)
{
	u64 counts = (u64)period * clock_khz() / NS_PER_MS;

	interval = counts ? counts : 1;
	event_timer_done();
	sysreg_write(cntp_ctl_el0, CONTROL_ENABLE);
}

void event_timer_done(void)
{
	sysreg_write(cntp_tval_el0, interval);
}

void event_timer_stop(void)
{
	sysreg_write(cntp_ctl_el0, 0);
	isb();
}
