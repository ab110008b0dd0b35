/* SPDX-License-Identifier: MIT */
/* The interrupts of the generic timers: the tick, and that of a program. */
#pragma once

/* Set a timer anew: its interrupt stays up until then. */
void clock_tick_done(void);
void event_timer_done(void);
