/* SPDX-License-Identifier: MIT */
/* What QEMU tells its firmware. */
#pragma once

#include "core/types.h"

/* How many processors the machine has: 1 where QEMU does not say. */
u32 fw_cfg_processors(void);
