/* SPDX-License-Identifier: MIT */
/* Calls main(argc, argv, envp) and exits with what it returns. */
	.section .start, "ax"
	.globl	_start
_start:	pop	%rdi
	pop	%rsi
	pop	%rdx
	push	%rax			/* aligns the stack for the call */
	call	main
	mov	%eax, %edi
	call	exit
