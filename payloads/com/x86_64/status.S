/* SPDX-License-Identifier: MIT */
/* Exits with the code that is its argc. */
#include <asm/unistd.h>

	mov	(%rsp), %rdi
	mov	$__NR_exit, %eax
	syscall
