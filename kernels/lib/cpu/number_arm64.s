// SPDX-License-Identifier: MIT

#include "textflag.h"

// func Number() uint64
// Affinity levels 0 to 2. Arm ARM (DDI 0487), section D13.2, MPIDR_EL1.
TEXT ·Number(SB),NOSPLIT,$0-8
	MRS	MPIDR_EL1, R0
	AND	$0xffffff, R0, R0
	MOVD	R0, ret+0(FP)
	RET
