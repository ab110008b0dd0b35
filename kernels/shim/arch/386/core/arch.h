/* SPDX-License-Identifier: MIT */
/* What the common part must know of 386. */
#pragma once

#include "core/types.h"

/* 4 GiB hold all: RAM at its own addresses, what Go maps, devices. */
#define RAM_LIMIT 0x40000000ul
#define USER_START 0x40000000ul
#define USER_END 0xc0000000ul
#define DEVICES_START 0xc0000000ul

/* Ring 0 traps push on the stack that they meet: a page fault there could not be served. */
#define VM_EAGER true

/* The text screen of VGA: IBM VGA Technical Reference, "Display Buffer". */
#define SCREEN_ADDRESS 0xb8000

/* Go asks CPUID instead. */
#define HARDWARE_CAPABILITIES 0

/* Linux arch/x86/include/uapi: u64 is aligned to 4; the fourth of clone is its TLS. */
#define EPOLL_LAYOUT
#define CLONE_TLS(a) ((a)->value[3])

/* A file offset among the arguments of a system call, in two halves. */
#define OFFSET(a, n) ((u64)(a)->value[(n) + 1] << 32 | (a)->value[n])

/* Divides in place and returns the remainder: two steps, high word first, as libgcc is absent. */
static inline u32 divide(u64 *dividend, u32 divisor)
{
	u32 high = *dividend >> 32, low = *dividend, remainder = high % divisor;

	high /= divisor;
	asm("divl %2" : "+a"(low), "+d"(remainder) : "rm"(divisor));
	*dividend = (u64)high << 32 | low;
	return remainder;
}
