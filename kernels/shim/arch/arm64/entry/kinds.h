/* SPDX-License-Identifier: MIT */
/* Which of the four vectors a trap took. */
#pragma once

#define KIND_SYNCHRONOUS 0
#define KIND_INTERRUPT 1
#define KIND_FAST_INTERRUPT 2
#define KIND_ERROR 3
