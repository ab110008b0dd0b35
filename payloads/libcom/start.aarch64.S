/* SPDX-License-Identifier: MIT */
/* Calls main(argc, argv, envp) and exits with what it returns. */
	.section .start, "ax"
	.globl	_start
_start:	ldp	x0, x1, [sp], #16
	ldr	x2, [sp], #16
	bl	main
	bl	exit
