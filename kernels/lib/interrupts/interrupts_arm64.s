// SPDX-License-Identifier: MIT

#include "textflag.h"

// DAIFSet's bit for IRQs. Arm ARM (DDI 0487), section C5.2.3.
#define DAIF_I 2

// func Mask() (before uintptr)
TEXT ·Mask(SB),NOSPLIT,$0-8
	MRS	DAIF, R0
	MSR	$DAIF_I, DAIFSet
	MOVD	R0, before+0(FP)
	RET

// func Restore(before uintptr)
TEXT ·Restore(SB),NOSPLIT,$0-8
	MOVD	before+0(FP), R0
	MSR	R0, DAIF
	RET
