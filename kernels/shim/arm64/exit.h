/* The end of the machine. */
#pragma once

#include "types.h"

/* Set when the end has come: without semihosting, asking for it traps as undefined. */
extern bool exiting;

/* Stops this processor, memory as it is for whoever looks at it. */
static inline _Noreturn void machine_stop(void)
{
	/* A pending interrupt ends wfi even when it is masked: the timers would. */
	asm volatile("msr cntv_ctl_el0, xzr\n\tmsr cntp_ctl_el0, xzr");
	for (;;)
		asm volatile("wfi");
}
