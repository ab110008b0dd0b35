// SPDX-License-Identifier: MIT

#include "textflag.h"

// func MaskInterrupts() (before uintptr)
TEXT ·MaskInterrupts(SB),NOSPLIT,$0-8
	PUSHFQ
	POPQ	AX
	CLI
	MOVQ	AX, before+0(FP)
	RET

// func RestoreInterrupts(before uintptr)
TEXT ·RestoreInterrupts(SB),NOSPLIT,$0-8
	MOVQ	before+0(FP), AX
	PUSHQ	AX
	POPFQ
	RET
