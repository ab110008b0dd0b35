// SPDX-License-Identifier: MIT

#include "textflag.h"

// func start()
TEXT ·start(SB),NOSPLIT|NOFRAME,$0
	MOVL	$_rt0_386_linux(SB), AX
	JMP	shim(SB)
