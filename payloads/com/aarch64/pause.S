/* SPDX-License-Identifier: MIT */
/* Waits for a signal: ppoll() of nothing, for ever. */
#include <asm/unistd.h>

	mov	x0, xzr
	mov	x1, xzr
	mov	x2, xzr
	mov	x3, xzr
	mov	x8, #__NR_ppoll
	svc	#0
