/* The end of the machine. */
#pragma once

#include "types.h"

/* Set when the end has come: without semihosting, asking for it traps as undefined. */
extern bool exiting;

/* Stops this processor, memory as it is for whoever looks at it. */
static inline _Noreturn void machine_stop(void)
{
	for (;;)
		asm volatile("wfi");
}
