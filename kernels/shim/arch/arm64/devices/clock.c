// SPDX-License-Identifier: MIT
/* The generic timer's virtual count, and its interrupt: Arm ARM (DDI 0487), chapter D11. */
#include "devices/clock.h"

#include "devices/clock_scale.h"
#include "devices/gic.h"
#include "core/machine.h"
#include "core/mmio.h"
#include "core/sysreg.h"
#include "core/virt.h"

#define TICK_HZ 1000
#define CONTROL_ENABLE 1

/* PrimeCell PL031 Technical Reference Manual, section 3.3: seconds since 1970. */
#define RTC_DATA (VIRT_RTC + 0x00)

static u64 start;
static u32 khz;
static u32 scale;
static u32 interval;
static u32 epoch;

u64 clock_counter(void)
{
	isb();
	return sysreg_read(cntvct_el0);
}

void clock_init(void)
{
	u32 hz = sysreg_read(cntfrq_el0);

	khz = hz / 1000;
	scale = clock_scale(khz);
	interval = hz / TICK_HZ;
	start = clock_counter();
	epoch = read32(RTC_DATA);
	gic_init();
	gic_join();
	gic_enable(VIRT_TIMER_INTERRUPT);
	gic_enable(VIRT_UART_INTERRUPT);
	clock_tick_done();
	sysreg_write(cntv_ctl_el0, CONTROL_ENABLE);
}

void clock_tick_done(void)
{
	sysreg_write(cntv_tval_el0, interval);
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
