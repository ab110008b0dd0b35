/* SPDX-License-Identifier: MIT */
/*
 * The one lock of the shim. A trap takes it before it looks at anything that processors share,
 * and gives it back when all of the thread that it leaves has been saved: Go runs on all
 * processors at once, the shim on one. Interrupts are off while it is waited for and held.
 */
#pragma once

#include "core/types.h"

void shim_lock(void);
void shim_unlock(void);
/* Whether this processor holds it: a trap that finds so came out of the shim itself. */
bool shim_locked(void);
