/* SPDX-License-Identifier: MIT */
/* How the machine ends, in parts of which each knows its own: rooms above this one add theirs. */
#pragma once

#include "core/types.h"

/* What has the other processors look at machine_ends; none as long as one processor runs. */
void ending_tells_others(void (*tell)(void));
/* What keeps interrupts from a processor that stops, where it takes more than a mask. */
void ending_leaves_interrupts(void (*leave)(void));

/* Stops all others for good: each ends where it is, or when it next wants the shim's lock. */
void others_stop(void);
bool machine_ends(void);
/* Stops this one, for good. Memory stays as it is for whoever looks at it. */
_Noreturn void processor_stop(void);
