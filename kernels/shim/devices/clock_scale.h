/* SPDX-License-Identifier: MIT */
/*
 * From a counter to nanoseconds with a multiplication and a shift, which needs no 128 bits.
 * 24 bits of fraction are exact to one part in six million at 2.5 GHz.
 */
#pragma once

#include "core/arch.h"
#include "core/types.h"

#define CLOCK_FRACTION 24

static inline u32 clock_scale(u32 khz)
{
	u64 scale = (u64)NS_PER_MS << CLOCK_FRACTION;

	divide(&scale, khz);
	return scale;
}

static inline u64 clock_nanoseconds(u64 count, u32 scale)
{
	u64 high = count >> 32, low = (u32)count;

	return (high * scale << (32 - CLOCK_FRACTION)) + (low * scale >> CLOCK_FRACTION);
}
