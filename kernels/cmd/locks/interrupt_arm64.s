// SPDX-License-Identifier: MIT

#include "textflag.h"

// func entries() (handler, restorer uintptr)
// A handler returns by way of the shim: there is no restorer.
TEXT ·entries(SB),NOSPLIT,$0-16
	MOVD	$·handler(SB), R0
	MOVD	R0, handler+0(FP)
	MOVD	ZR, restorer+8(FP)
	RET

// The shim saved all registers and gives them back: what runs here may use any.
TEXT ·handler(SB),NOSPLIT,$0-0
	CALL	·interrupted(SB)
	RET
