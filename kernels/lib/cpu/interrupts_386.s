// SPDX-License-Identifier: MIT

#include "textflag.h"

// func MaskInterrupts() (before uintptr)
TEXT ·MaskInterrupts(SB),NOSPLIT,$0-4
	PUSHFL
	POPL	AX
	CLI
	MOVL	AX, before+0(FP)
	RET

// func RestoreInterrupts(before uintptr)
TEXT ·RestoreInterrupts(SB),NOSPLIT,$0-4
	MOVL	before+0(FP), AX
	PUSHL	AX
	POPFL
	RET
