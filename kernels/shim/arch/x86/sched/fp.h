/* SPDX-License-Identifier: MIT */
/* Floating point and vector registers: FXSAVE, Intel SDM volume 1, section 10.5.1. */
#pragma once

#include "core/types.h"

#define FP_SIZE 512
#define FP_CONTROL 0		/* FCW */
#define FP_SSE_CONTROL 24	/* MXCSR */
#define FCW_DEFAULT 0x37f	/* all exceptions masked, 64 bits of precision */
#define MXCSR_DEFAULT 0x1f80	/* all exceptions masked */

static inline void fp_save(void *area)
{
	asm volatile("fxsave (%0)" : : "r"(area) : "memory");
}

static inline void fp_restore(const void *area)
{
	asm volatile("fxrstor (%0)" : : "r"(area) : "memory");
}

static inline void fp_init(u8 *area)
{
	*(u16 *)(area + FP_CONTROL) = FCW_DEFAULT;
	*(u32 *)(area + FP_SSE_CONTROL) = MXCSR_DEFAULT;
}
