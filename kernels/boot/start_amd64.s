// SPDX-License-Identifier: MIT

#include "textflag.h"

// func start()
TEXT ·start(SB),NOSPLIT|NOFRAME,$0
	MOVQ	$_rt0_amd64_linux(SB), DI
	JMP	shim(SB)
