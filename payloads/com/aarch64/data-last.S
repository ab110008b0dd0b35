/* SPDX-License-Identifier: MIT */
/* Writes to the last word of 640 KiB behind its only page, and exits with code 42. */
#include <asm/unistd.h>

	ldr	x1, =0x11000 + 0x9fff8
	mov	x0, #42
	str	x0, [x1]
	ldr	x0, [x1]
	mov	x8, #__NR_exit
	svc	#0
