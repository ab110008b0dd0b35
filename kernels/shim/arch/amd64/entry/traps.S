/* SPDX-License-Identifier: MIT */
/* Entry and exit of traps. The frame is that of frame.h; %gs is the processor's struct cpu. */
#include "core/registers.h"
#include "core/segments.h"

#define CPU_FRAME_END 0
#define CPU_STACK 8
#define CPU_SCRATCH 16

/* Vectors for which the processor pushes an error code: SDM volume 3A, table 6-1. */
#define HAS_ERROR(v) (v == 8 || (v >= 10 && v <= 14) || v == 17 || v == 21)

	.text
/* A stub a vector, 16 bytes apart, for the gates in the interrupt descriptor table. */
	.balign	16
	.globl	trap_stubs
trap_stubs:
	.set	vector, 0
	.rept	VECTORS
	.balign	16
	.if	!(HAS_ERROR(vector))
	pushq	$0
	.endif
	pushq	$vector
	jmp	save
	.set	vector, vector + 1
	.endr

/*
 * SYSCALL leaves the program counter in %rcx, the flags in %r11 and the stack alone: SDM
 * volume 2B. Build what an interrupt would have pushed.
 */
	.globl	trap_syscall
trap_syscall:
	movq	%rsp, %gs:CPU_SCRATCH
	movq	%gs:CPU_FRAME_END, %rsp
	pushq	$SEGMENT_DATA
	pushq	%gs:CPU_SCRATCH
	pushq	%r11
	pushq	$SEGMENT_CODE
	pushq	%rcx
	pushq	$0
	pushq	$VECTOR_SYSCALL

/* The processor's stack pointer came from the TSS: it is the end of the current frame. */
save:
	pushq	%rbp
	pushq	%rdi
	pushq	%rsi
	pushq	%rdx
	pushq	%rcx
	pushq	%rbx
	pushq	%rax
	pushq	%r8
	pushq	%r9
	pushq	%r10
	pushq	%r11
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	movq	%rsp, %rdi
	movq	%gs:CPU_STACK, %rsp
	cld
	call	trap

/* Resume the frame in %rax. */
	.globl	trap_resume
trap_resume:
	movq	%rax, %rsp
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%r11
	popq	%r10
	popq	%r9
	popq	%r8
	popq	%rax
	popq	%rbx
	popq	%rcx
	popq	%rdx
	popq	%rsi
	popq	%rdi
	popq	%rbp
	addq	$16, %rsp
	iretq

/* It may come anywhere, on a stack of its own, and leaves all as it was. */
	.globl	trap_nmi
trap_nmi:
	pushq	%rax
	pushq	%rcx
	pushq	%rdx
	pushq	%rsi
	pushq	%rdi
	pushq	%r8
	pushq	%r9
	pushq	%r10
	pushq	%r11
	cld
	call	nmi
	popq	%r11
	popq	%r10
	popq	%r9
	popq	%r8
	popq	%rdi
	popq	%rsi
	popq	%rdx
	popq	%rcx
	popq	%rax
	iretq

	.section .note.GNU-stack, "", %progbits
