/* SPDX-License-Identifier: MIT */
	.text
	.globl	idle_loop
idle_loop:
	wfi
	b	idle_loop

/* Where a signal handler returns to: rt_sigreturn. */
	.globl	signal_return
signal_return:
	mov	x8, #139
	svc	#0

	.section .note.GNU-stack, "", %progbits
