/* SPDX-License-Identifier: MIT */
/*
 * Entry and exit of traps. The frame is that of frame.h; %fs is the processor's struct cpu.
 * Within ring 0 the processor switches no stack: it pushes flags, code segment and program
 * counter where the stack pointer is, and the stub its two words.
 */
#include "core/registers.h"
#include "core/segments.h"

#define CPU_FRAME_END 0
#define CPU_STACK 4
#define CPU_SCRATCH 8

#define FRAME_SIZE 52
#define EAX 0
#define EBX 4
#define ECX 8
#define EDX 12
#define ESI 16
#define EDI 20
#define EBP 24
#define ESP 28
#define VECTOR 32
#define ERROR 36
#define EIP 40
#define CS 44
#define EFLAGS 48

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
	pushl	$0
	.endif
	pushl	$vector
	jmp	save
	.set	vector, vector + 1
	.endr

/* INT 0x80 */
	.globl	trap_syscall
trap_syscall:
	pushl	$0
	pushl	$VECTOR_SYSCALL

/* The general registers go straight to the current frame. */
save:
	movl	%eax, %fs:CPU_SCRATCH
	movl	%fs:CPU_FRAME_END, %eax
	subl	$FRAME_SIZE, %eax
	movl	%ebx, EBX(%eax)
	movl	%ecx, ECX(%eax)
	movl	%edx, EDX(%eax)
	movl	%esi, ESI(%eax)
	movl	%edi, EDI(%eax)
	movl	%ebp, EBP(%eax)
	movl	%fs:CPU_SCRATCH, %ebx
	movl	%ebx, EAX(%eax)
	popl	VECTOR(%eax)
	popl	ERROR(%eax)
	popl	EIP(%eax)
	popl	CS(%eax)
	popl	EFLAGS(%eax)
	movl	%esp, ESP(%eax)
	movl	%fs:CPU_STACK, %esp
	pushl	%eax
	cld
	call	trap

/* Resume the frame in %eax: put what IRET takes back below the stack pointer. */
	.globl	trap_resume
trap_resume:
	movl	ESP(%eax), %esp
	pushl	EFLAGS(%eax)
	pushl	CS(%eax)
	pushl	EIP(%eax)
	movl	EBX(%eax), %ebx
	movl	ECX(%eax), %ecx
	movl	EDX(%eax), %edx
	movl	ESI(%eax), %esi
	movl	EDI(%eax), %edi
	movl	EBP(%eax), %ebp
	movl	EAX(%eax), %eax
	iret

	.section .note.GNU-stack, "", %progbits
