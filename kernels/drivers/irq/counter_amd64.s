// SPDX-License-Identifier: MIT

#include "textflag.h"

// func Counter() uint64
// Intel SDM volume 2B, RDTSC.
TEXT ·Counter(SB),NOSPLIT,$0-8
	RDTSC
	SHLQ	$32, DX
	ORQ	DX, AX
	MOVQ	AX, ret+0(FP)
	RET
