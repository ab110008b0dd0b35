// SPDX-License-Identifier: MIT

#include "textflag.h"

// func barrier()
// DMB OSHST: Arm ARM (DDI 0487), section B2.3.
TEXT ·barrier(SB),NOSPLIT,$0
	DMB	$2
	RET
