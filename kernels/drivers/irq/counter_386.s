// SPDX-License-Identifier: MIT

#include "textflag.h"

// func Counter() uint64
// Intel SDM volume 2B, RDTSC.
TEXT ·Counter(SB),NOSPLIT,$0-8
	RDTSC
	MOVL	AX, ret_lo+0(FP)
	MOVL	DX, ret_hi+4(FP)
	RET
