/* SPDX-License-Identifier: MIT */
/* A timer beside that of the tick, for a program to have interrupts of its own. */
#pragma once

#include "core/types.h"

/* Interrupts every so many nanoseconds; the handler calls source_interrupt(FILE_TIMER). */
void event_timer_start(u32 period);
void event_timer_stop(void);
