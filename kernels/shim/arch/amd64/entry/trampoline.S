/* SPDX-License-Identifier: MIT */
/*
 * Where a processor that is started begins: in real mode, at the start of a page below 1 MiB,
 * to which processors.c copies this. SDM volume 3A, section 8.4.4; from there to long mode at
 * once, as all of its tables are there: section 9.8.5.
 */
#include "core/registers.h"
#include "core/segments.h"
#include "entry/trampoline.h"

#define HERE(label) (TRAMPOLINE + label - trampoline)

	.text
	.code16
	.globl	trampoline, trampoline_root, trampoline_end
trampoline:
	cli
	xorl	%eax, %eax
	movw	%ax, %ds
	lgdtl	HERE(pointer)
	movl	$CR4_PAE + CR4_OSFXSR + CR4_OSXMMEXCPT, %eax
	movl	%eax, %cr4
	movl	HERE(trampoline_root), %eax
	movl	%eax, %cr3
	movl	$MSR_EFER, %ecx
	rdmsr
	orl	$EFER_LME + EFER_SCE, %eax
	wrmsr
	movl	$CR0_PG + CR0_WP + CR0_NE + CR0_MP + CR0_PE, %eax
	movl	%eax, %cr0
	ljmpl	$SEGMENT_CODE, $long_mode

	.balign	4
trampoline_root:
	.long	0			/* of the page tables */
pointer:
	.word	3 * 8 - 1
	.long	HERE(descriptors)
	.balign	8
descriptors:
	.quad	0
	.quad	DESCRIPTOR_CODE
	.quad	DESCRIPTOR_DATA
trampoline_end:

	.code64
/* All of them come here at once: each takes a number of its own, and the stack of that. */
long_mode:
	movl	$SEGMENT_DATA, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss
	xorl	%eax, %eax
	movl	%eax, %fs
	movl	%eax, %gs
	movl	$1, %edi
	lock xaddl %edi, processors_arrived
	cmpl	processors_awaited, %edi
	jae	2f
	movq	processor_stacks(, %rdi, 8), %rsp
	call	processor_enter
	jmp	trap_resume

2:	hlt				/* one that nobody waits for */
	jmp	2b

	.section .note.GNU-stack, "", %progbits
