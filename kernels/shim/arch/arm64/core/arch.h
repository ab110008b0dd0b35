/* SPDX-License-Identifier: MIT */
/* What the common part must know of arm64. */
#pragma once

#include "core/types.h"

/* RAM and devices are mapped at their own addresses below this; what Go maps lies above. */
#define USER_START 0x1000000000ul
#define USER_END 0xfffffffff000ul
#define VM_EAGER false

/* There is no VGA: the text screen is a piece of RAM, here unless screen= says otherwise. */
#define SCREEN_ADDRESS 0x4f000000

/* Linux arch/arm64/include/uapi/asm/hwcap.h: FP and ASIMD. */
#define HARDWARE_CAPABILITIES 3

/* epoll_event is aligned; the fourth argument of clone is its TLS. */
#define EPOLL_LAYOUT
#define CLONE_TLS(a) ((a)->value[3])

/* A file offset among the arguments of a system call. */
#define OFFSET(a, n) ((u64)(a)->value[n])

/* Divides in place and returns the remainder. */
static inline u32 divide(u64 *dividend, u32 divisor)
{
	u32 remainder = *dividend % divisor;

	*dividend /= divisor;
	return remainder;
}
