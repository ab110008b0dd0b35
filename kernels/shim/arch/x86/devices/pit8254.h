/* SPDX-License-Identifier: MIT */
/* The interval timer of a PC: request 0 by its channel 0, a stopwatch by its channel 2. */
#pragma once

#include "core/types.h"

#define PIT_HZ 1193182
#define PIT_IRQ 0

void pit_tick(u32 hz);
/* Channel 2 counts down from 65535, once. */
void pit_stopwatch_start(void);
u16 pit_stopwatch_read(void);
