// SPDX-License-Identifier: MIT

#include "textflag.h"

// func identify(leaf uint32) (a, b, c, d uint32)
TEXT ·identify(SB),NOSPLIT,$0-24
	MOVL	leaf+0(FP), AX
	XORL	CX, CX
	CPUID
	MOVL	AX, a+8(FP)
	MOVL	BX, b+12(FP)
	MOVL	CX, c+16(FP)
	MOVL	DX, d+20(FP)
	RET
