// SPDX-License-Identifier: MIT

#include "textflag.h"

// func Counter() uint64
// Arm ARM (DDI 0487), CNTVCT_EL0; without ISB it may be read early.
TEXT ·Counter(SB),NOSPLIT,$0-8
	ISB	$15
	MRS	CNTVCT_EL0, R0
	MOVD	R0, ret+0(FP)
	RET
