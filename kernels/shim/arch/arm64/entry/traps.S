/* SPDX-License-Identifier: MIT */
/*
 * Entry and exit of traps. Threads run at EL1 with SP_EL0, the shim with SP_EL1, which is
 * the end of the current thread's frame whenever a thread runs. TPIDR_EL1 is the
 * processor's struct cpu. Layout of the vectors: Arm ARM (DDI 0487), section D1.10.2.
 */
#include "entry/kinds.h"
#include "entry/offsets.h"

#define FRAME_SIZE 288

	.macro	vector name, kind
	.balign	128
	sub	sp, sp, #FRAME_SIZE
	stp	x0, x1, [sp]
	mov	x0, #\kind
	b	\name
	.endm

	.text
	.balign	2048
	.globl	trap_vectors
trap_vectors:
/* From a thread. */
	vector	save, KIND_SYNCHRONOUS
	vector	save, KIND_INTERRUPT
	vector	save, KIND_FAST_INTERRUPT
	vector	save, KIND_ERROR
/* From the shim itself: there is no way on. */
	.rept	4
	.balign	128
	b	lost
	.endr
/* From EL0, which nothing enters. */
	.rept	8
	.balign	128
	b	lost
	.endr

lost:
	mrs	x0, tpidr_el1
	ldr	x0, [x0, #CPU_STACK]
	mov	sp, x0
	bl	trap_lost

save:
	stp	x2, x3, [sp, #2 * 8]
	stp	x4, x5, [sp, #4 * 8]
	stp	x6, x7, [sp, #6 * 8]
	stp	x8, x9, [sp, #8 * 8]
	stp	x10, x11, [sp, #10 * 8]
	stp	x12, x13, [sp, #12 * 8]
	stp	x14, x15, [sp, #14 * 8]
	stp	x16, x17, [sp, #16 * 8]
	stp	x18, x19, [sp, #18 * 8]
	stp	x20, x21, [sp, #20 * 8]
	stp	x22, x23, [sp, #22 * 8]
	stp	x24, x25, [sp, #24 * 8]
	stp	x26, x27, [sp, #26 * 8]
	stp	x28, x29, [sp, #28 * 8]
	mrs	x1, sp_el0
	stp	x30, x1, [sp, #30 * 8]
	mrs	x1, elr_el1
	mrs	x2, spsr_el1
	stp	x1, x2, [sp, #32 * 8]
	mrs	x1, esr_el1
	stp	x1, x0, [sp, #34 * 8]

/* The frame is complete: over to the shim's stack. */
	mov	x0, sp
	mrs	x1, tpidr_el1
	ldr	x1, [x1, #CPU_STACK]
	mov	sp, x1
	bl	trap

/* Resume the frame in x0. */
	.globl	trap_resume
trap_resume:
	mov	sp, x0
	ldp	x1, x2, [sp, #32 * 8]
	msr	elr_el1, x1
	msr	spsr_el1, x2
	ldp	x30, x1, [sp, #30 * 8]
	msr	sp_el0, x1
	ldp	x28, x29, [sp, #28 * 8]
	ldp	x26, x27, [sp, #26 * 8]
	ldp	x24, x25, [sp, #24 * 8]
	ldp	x22, x23, [sp, #22 * 8]
	ldp	x20, x21, [sp, #20 * 8]
	ldp	x18, x19, [sp, #18 * 8]
	ldp	x16, x17, [sp, #16 * 8]
	ldp	x14, x15, [sp, #14 * 8]
	ldp	x12, x13, [sp, #12 * 8]
	ldp	x10, x11, [sp, #10 * 8]
	ldp	x8, x9, [sp, #8 * 8]
	ldp	x6, x7, [sp, #6 * 8]
	ldp	x4, x5, [sp, #4 * 8]
	ldp	x2, x3, [sp, #2 * 8]
	ldp	x0, x1, [sp]
	add	sp, sp, #FRAME_SIZE
	eret

	.section .note.GNU-stack, "", %progbits
