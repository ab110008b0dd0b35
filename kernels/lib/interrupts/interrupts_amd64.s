// SPDX-License-Identifier: MIT

#include "textflag.h"

// func Mask() (before uintptr)
TEXT ·Mask(SB),NOSPLIT,$0-8
	PUSHFQ
	POPQ	AX
	CLI
	MOVQ	AX, before+0(FP)
	RET

// func Restore(before uintptr)
TEXT ·Restore(SB),NOSPLIT,$0-8
	MOVQ	before+0(FP), AX
	PUSHQ	AX
	POPFQ
	RET
