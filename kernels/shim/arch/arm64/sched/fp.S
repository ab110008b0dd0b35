/* SPDX-License-Identifier: MIT */
/* Saves and restores floating point: fpsr, fpcr, q0-q31 from byte 8 of struct fpsimd_context. */
	.arch	armv8-a+fp+simd

	.macro	all_pairs instruction
	.set	n, 0
	.rept	16
	pair	\instruction, %n, %(n + 1)
	.set	n, n + 2
	.endr
	.endm

	.altmacro
	.macro	pair instruction, a, b
	\instruction	q\a, q\b, [x0, #16 + \a * 16]
	.endm

	.text
	.globl	fp_save
fp_save:
	mrs	x1, fpsr
	mrs	x2, fpcr
	stp	w1, w2, [x0, #8]
	all_pairs stp
	ret

	.globl	fp_restore
fp_restore:
	ldp	w1, w2, [x0, #8]
	msr	fpsr, x1
	msr	fpcr, x2
	all_pairs ldp
	ret

	.section .note.GNU-stack, "", %progbits
