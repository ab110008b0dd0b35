/* SPDX-License-Identifier: MIT */
/* Linux struct timespec (on 32-bit architectures the old one), and deadlines of the clock. */
#pragma once

#include "core/types.h"

struct timespec {
	long seconds, nanoseconds;
};

static inline u64 timespec_ns(const struct timespec *t)
{
	return (u64)t->seconds * NS_PER_SECOND + t->nanoseconds;
}

u64 deadline_after(u64 nanoseconds);
