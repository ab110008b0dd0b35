/* SPDX-License-Identifier: MIT */
	.text
	.globl	idle_loop
idle_loop:
	hlt
	jmp	idle_loop

	.section .note.GNU-stack, "", %progbits
