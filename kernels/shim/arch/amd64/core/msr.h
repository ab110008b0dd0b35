/* SPDX-License-Identifier: MIT */
/* Model-specific registers: Intel SDM volume 4, table 2-2. */
#pragma once

#include "core/types.h"

#define MSR_STAR 0xc0000081	/* segments of SYSCALL */
#define MSR_LSTAR 0xc0000082	/* where SYSCALL goes */
#define MSR_SFMASK 0xc0000084	/* flags that SYSCALL clears */
#define MSR_FS_BASE 0xc0000100
#define MSR_GS_BASE 0xc0000101

static inline void msr_write(u32 index, u64 value)
{
	asm volatile("wrmsr" : : "c"(index), "a"((u32)value), "d"((u32)(value >> 32)) : "memory");
}
