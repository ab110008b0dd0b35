/* SPDX-License-Identifier: MIT */
/* The real-time clock of a PC. */
#pragma once

#include "core/types.h"

/* Seconds since 1970. */
u32 cmos_time(void);
