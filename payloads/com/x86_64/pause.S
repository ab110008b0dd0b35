/* SPDX-License-Identifier: MIT */
/* Waits for a signal. */
#include <asm/unistd.h>

	mov	$__NR_pause, %eax
	syscall
