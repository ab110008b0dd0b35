/* The tick of the generic timer. */
#pragma once

/* Sets the timer anew: its interrupt stays up until then. */
void clock_tick_done(void);
