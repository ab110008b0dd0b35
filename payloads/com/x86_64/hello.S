/* SPDX-License-Identifier: MIT */
/* Says hello on standard output and exits with code 0. */
#include <asm/unistd.h>

	mov	$__NR_write, %eax
	mov	%eax, %edi		/* 1 is both write and standard output */
	lea	text(%rip), %rsi
	mov	$end - text, %edx
	syscall

	mov	$__NR_exit, %eax
	xor	%edi, %edi
	syscall

text:	.ascii	"hello, world\n"
end:
