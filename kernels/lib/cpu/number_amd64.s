// SPDX-License-Identifier: MIT

#include "textflag.h"

// func Number() uint64
// The initial APIC ID: Intel SDM volume 2A, CPUID, table 3-8, leaf 1, EBX.
TEXT ·Number(SB),NOSPLIT,$0-8
	MOVL	$1, AX
	XORL	CX, CX
	CPUID
	SHRL	$24, BX
	MOVQ	BX, ret+0(FP)
	RET
