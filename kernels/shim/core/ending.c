// SPDX-License-Identifier: MIT
#include "core/ending.h"

#include "core/halt.h"

static void (*tell_others)(void), (*leave_interrupts)(void);
static bool ends;

void ending_tells_others(void (*tell)(void))
{
	tell_others = tell;
}

void ending_leaves_interrupts(void (*leave)(void))
{
	leave_interrupts = leave;
}

void others_stop(void)
{
	__atomic_store_n(&ends, true, __ATOMIC_RELEASE);
	if (tell_others)
		tell_others();
}

bool machine_ends(void)
{
	return __atomic_load_n(&ends, __ATOMIC_RELAXED);
}

_Noreturn void processor_stop(void)
{
	if (leave_interrupts)
		leave_interrupts();
	for (;;)
		halt();
}
