// SPDX-License-Identifier: MIT
/*
 * The local APIC's timer, which counts down at a rate that nobody says: Intel SDM volume 3A,
 * section 10.5.4 and figures 10-8, 10-10 and 10-11.
 */
#include "devices/event_timer.h"

#include "devices/apic.h"
#include "core/arch.h"
#include "core/machine.h"
#include "core/mmio.h"
#include "core/registers.h"

#define LVT_TIMER (APIC + 0x320)
#define INITIAL_COUNT (APIC + 0x380)
#define CURRENT_COUNT (APIC + 0x390)
#define DIVIDE (APIC + 0x3e0)

#define LVT_MASKED 0x10000
#define LVT_PERIODIC 0x20000
#define DIVIDE_BY_1 0x0b

static u32 counts_per_ms;

/* Against the clock, with interrupts off; what comes between two readings is on either side. */
static u32 measure(void)
{
	write32(LVT_TIMER, LVT_MASKED | VECTOR_TIMER);
	write32(INITIAL_COUNT, UINT32_MAX);
	u64 start = clock_now(), took;

	do {
		took = clock_now() - start;
	} while (took < NS_PER_MS);

	u64 counts = (u64)(UINT32_MAX - read32(CURRENT_COUNT)) * NS_PER_MS;

	divide(&counts, took);
	return counts;
}

void event_timer_start(u32 period)
{
	write32(DIVIDE, DIVIDE_BY_1);
	if (!counts_per_ms)
		counts_per_ms = measure();
	u64 counts = (u64)counts_per_ms * period;

	divide(&counts, NS_PER_MS);
	write32(LVT_TIMER, LVT_PERIODIC | VECTOR_TIMER);
	write32(INITIAL_COUNT, counts);
}

void event_timer_stop(void)
{
	write32(INITIAL_COUNT, 0);
}
