// SPDX-License-Identifier: MIT

#include "textflag.h"

// func start()
TEXT ·start(SB),NOSPLIT|NOFRAME,$0
	MOVD	$_rt0_arm64_linux(SB), R0
	JMP	shim(SB)
