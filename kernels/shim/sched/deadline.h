/* SPDX-License-Identifier: MIT */
/* Linux struct timespec (on 32-bit architectures the old one), and deadlines of the clock. */
#pragma once

#include "core/machine.h"
#include "core/types.h"

struct timespec {
	long seconds, nanoseconds;
};

static inline u64 timespec_ns(const struct timespec *t)
{
	return (u64)t->seconds * NS_PER_SECOND + t->nanoseconds;
}

/* So many nanoseconds from now, on the clock of clock_now; NEVER if that is beyond its end. */
static inline u64 deadline_after(u64 nanoseconds)
{
	u64 now = clock_now();

	return nanoseconds < NEVER - now ? now + nanoseconds : NEVER;
}
