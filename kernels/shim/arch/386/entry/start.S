/* SPDX-License-Identifier: MIT */
/* From Multiboot's protected mode into C; paging comes on there. */
#include "core/registers.h"
#include "core/segments.h"
#include "entry/multiboot.S"

#define E_ENTRY 24		/* System V ABI, "ELF Header", 32 bits */

	.section .start, "ax"
	.globl	shim_base
/* The image's entry jumps here with the address of the runtime's in %eax. */
shim_base:
	jmp	enter_c

	multiboot_header start

start:
	cld
	movl	%eax, multiboot_magic
	movl	%ebx, multiboot_information

/* The loader's descriptors may be gone: use ours. Segments: SDM volume 3A, section 3.4.3. */
	lgdt	gdt_pointer
	ljmp	$SEGMENT_CODE, $1f
1:	movl	$SEGMENT_DATA, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss
	xorl	%eax, %eax
	movl	%eax, %fs
	movl	%eax, %gs

/* 4 MB pages, and SSE: SDM volume 3A, section 13.1. OSXSAVE stays off: no AVX. */
	movl	$CR4_PSE + CR4_OSFXSR + CR4_OSXMMEXCPT, %eax
	movl	%eax, %cr4
	movl	$CR0_NE + CR0_MP + CR0_PE, %eax
	movl	%eax, %cr0
	jmp	*image_header + E_ENTRY

enter_c:
	movl	$boot_stack_end, %esp
	pushl	%eax
	call	boot
	jmp	trap_resume

	.data
gdt_pointer:
	.word	8 * SEGMENTS - 1
	.long	gdt

	.bss
	.balign	16
	.skip	8192
	.globl	boot_stack_end
boot_stack_end:

	.section .note.GNU-stack, "", %progbits
