// SPDX-License-Identifier: MIT

#include "textflag.h"

#define SYS_RT_SIGRETURN 15

// func entries() (handler, restorer uintptr)
TEXT ·entries(SB),NOSPLIT,$0-16
	LEAQ	·handler(SB), AX
	MOVQ	AX, handler+0(FP)
	LEAQ	·restorer(SB), AX
	MOVQ	AX, restorer+8(FP)
	RET

// The shim saved all registers and gives them back: what runs here may use any.
TEXT ·handler(SB),NOSPLIT,$0-0
	CALL	·interrupted(SB)
	RET

TEXT ·restorer(SB),NOSPLIT|NOFRAME,$0-0
	MOVQ	$SYS_RT_SIGRETURN, AX
	SYSCALL
	INT	$3
