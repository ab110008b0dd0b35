// SPDX-License-Identifier: MIT

#include "textflag.h"

// func In32(port uint16) uint32
TEXT ·In32(SB),NOSPLIT,$0-8
	MOVW	port+0(FP), DX
	INL
	MOVL	AX, ret+4(FP)
	RET

// func Out32(port uint16, value uint32)
TEXT ·Out32(SB),NOSPLIT,$0-8
	MOVW	port+0(FP), DX
	MOVL	value+4(FP), AX
	OUTL
	RET
