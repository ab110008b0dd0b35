// SPDX-License-Identifier: MIT

#include "textflag.h"

#define SYS_RT_SIGRETURN 173

// func entries() (handler, restorer uintptr)
TEXT ·entries(SB),NOSPLIT,$0-8
	LEAL	·handler(SB), AX
	MOVL	AX, handler+0(FP)
	LEAL	·restorer(SB), AX
	MOVL	AX, restorer+4(FP)
	RET

// The shim saved all registers and gives them back: what runs here may use any.
TEXT ·handler(SB),NOSPLIT,$0-0
	CALL	·interrupted(SB)
	RET

TEXT ·restorer(SB),NOSPLIT|NOFRAME,$0-0
	MOVL	$SYS_RT_SIGRETURN, AX
	INT	$0x80
	INT	$3
