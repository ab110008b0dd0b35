/* SPDX-License-Identifier: MIT */
/* System registers by name. */
#pragma once

#include "core/types.h"

#define sysreg_read(name)						\
	({								\
		u64 value_;						\
		asm volatile("mrs %0, " #name : "=r"(value_));		\
		value_;							\
	})

#define sysreg_write(name, value)					\
	asm volatile("msr " #name ", %0" : : "r"((u64)(value)) : "memory")

static inline void isb(void)
{
	asm volatile("isb" : : : "memory");
}
