// SPDX-License-Identifier: MIT

#include "textflag.h"

// func Mask() (before uintptr)
TEXT ·Mask(SB),NOSPLIT,$0-4
	PUSHFL
	POPL	AX
	CLI
	MOVL	AX, before+0(FP)
	RET

// func Restore(before uintptr)
TEXT ·Restore(SB),NOSPLIT,$0-4
	MOVL	before+0(FP), AX
	PUSHL	AX
	POPFL
	RET
