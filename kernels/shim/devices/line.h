/* SPDX-License-Identifier: MIT */
/* The lines by which devices on a bus interrupt, as the interrupt controller numbers them. */
#pragma once

#include "core/types.h"

/* Whether a program may have it: none that the shim itself listens to. */
bool line_for_devices(uptr line);
void line_mask(u32 line);
void line_unmask(u32 line);
