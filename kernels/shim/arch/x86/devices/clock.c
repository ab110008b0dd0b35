// SPDX-License-Identifier: MIT
/*
 * The clock is the time-stamp counter (Intel SDM volume 3B, section 18.17), whose rate
 * the interval timer tells; the tick is the interval timer's.
 */
#include "devices/apic.h"
#include "core/arch.h"
#include "devices/clock_scale.h"
#include "devices/cmos.h"
#include "core/machine.h"
#include "devices/pic8259.h"
#include "devices/pit8254.h"
#include "core/uart16550.h"

#define TICK_HZ 1000
/* Long enough that one step of the interval timer is a 6000th of it. */
#define CALIBRATION_STEPS (PIT_HZ / 200)
/* Of so many readings the tightest counts: the host may have stopped us amid the others. */
#define READINGS 8

static u64 start;
static u32 khz;
static u32 scale;
static u32 epoch;

/* Not before what comes before it, as another processor may have read it there: SDM volume 2B. */
u64 clock_counter(void)
{
	u32 low, high;

	asm volatile("lfence; rdtsc" : "=a"(low), "=d"(high));
	return (u64)high << 32 | low;
}

struct reading {
	u64 tsc;
	u16 left;
};

static struct reading read_both(void)
{
	struct reading best = { 0 };
	u64 tightest = NEVER;

	for (int i = 0; i < READINGS; i++) {
		u64 before = clock_counter();
		u16 left = pit_stopwatch_read();
		u64 took = clock_counter() - before;

		if (took < tightest) {
			tightest = took;
			best = (struct reading){ before + took / 2, left };
		}
	}
	return best;
}

static u32 measure_khz(void)
{
	pit_stopwatch_start();
	struct reading first = read_both(), last;

	do {
		last = read_both();
	} while ((u16)(first.left - last.left) < CALIBRATION_STEPS);

	u64 rate = (last.tsc - first.tsc) * PIT_HZ;

	divide(&rate, (u16)(first.left - last.left) * 1000u);
	return rate;
}

void clock_init(void)
{
	khz = measure_khz();
	scale = clock_scale(khz);
	start = clock_counter();
	epoch = cmos_time();
	apic_pass_pic();
	pic_init();
	pit_tick(TICK_HZ);
	pic_unmask(PIT_IRQ);
	pic_unmask(COM1_IRQ);
}

u64 clock_now(void)
{
	return clock_nanoseconds(clock_counter() - start, scale);
}

u32 clock_khz(void)
{
	return khz;
}

u32 clock_epoch(void)
{
	return epoch;
}
