// SPDX-License-Identifier: MIT
/* Intel 8254 data sheet, "Control Word Format" and "Mode Definitions". */
#include "devices/pit8254.h"

#include "core/io.h"

#define CHANNEL_0 0x40
#define CHANNEL_2 0x42
#define CONTROL 0x43

#define CONTROL_CHANNEL_0_RATE 0x34	/* low then high byte, mode 2 */
#define CONTROL_CHANNEL_2_ONCE 0xb0	/* low then high byte, mode 0 */
#define CONTROL_CHANNEL_2_LATCH 0x80

/* IBM PC AT Technical Reference, "System Control Port B": channel 2's gate, the speaker. */
#define SYSTEM_CONTROL 0x61
#define GATE 0x01
#define SPEAKER 0x02

void pit_tick(u32 hz)
{
	u32 divisor = PIT_HZ / hz;

	out8(CONTROL, CONTROL_CHANNEL_0_RATE);
	out8(CHANNEL_0, divisor);
	out8(CHANNEL_0, divisor >> 8);
}

void pit_stopwatch_start(void)
{
	out8(SYSTEM_CONTROL, (in8(SYSTEM_CONTROL) & ~SPEAKER) | GATE);
	out8(CONTROL, CONTROL_CHANNEL_2_ONCE);
	out8(CHANNEL_2, 0xff);
	out8(CHANNEL_2, 0xff);
}

u16 pit_stopwatch_read(void)
{
	out8(CONTROL, CONTROL_CHANNEL_2_LATCH);
	u8 low = in8(CHANNEL_2);

	return low | in8(CHANNEL_2) << 8;
}
