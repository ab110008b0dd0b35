/* SPDX-License-Identifier: MIT */
/* From Multiboot's 32-bit protected mode to long mode, and into C. */
#include "core/registers.h"
#include "core/segments.h"
#include "entry/multiboot.S"

#define PTE_TABLE 0x003		/* present, writable */
#define PTE_BLOCK 0x083		/* present, writable, 2 MB */
#define BLOCK 0x200000

#define E_ENTRY 24		/* System V ABI, "ELF Header", 64 bits */

	.section .start, "ax"
	.globl shim_base
/* The image's entry jumps here with the address of the runtime's in %rdi. */
shim_base:
	jmp	enter_c

	multiboot_header start

	.code32
start:
	cld
	movl	$boot_stack_end, %esp
	movl	%eax, multiboot_magic
	movl	%ebx, multiboot_information

/* One table a level, to map the first GiB at its own address. */
	movl	$boot_level3 + PTE_TABLE, boot_level4
	movl	$boot_level2 + PTE_TABLE, boot_level3
	movl	$boot_level2, %edi
	movl	$PTE_BLOCK, %eax
	movl	$512, %ecx
1:	movl	%eax, (%edi)
	addl	$BLOCK, %eax
	addl	$8, %edi
	loop	1b

/* Long mode: SDM volume 3A, section 9.8.5; SSE: section 13.1. OSXSAVE stays off: no AVX. */
	movl	$boot_level4, %eax
	movl	%eax, %cr3
	movl	$CR4_PAE + CR4_OSFXSR + CR4_OSXMMEXCPT, %eax
	movl	%eax, %cr4
	movl	$MSR_EFER, %ecx
	rdmsr
	orl	$EFER_LME + EFER_SCE, %eax
	wrmsr
	movl	$CR0_PG + CR0_WP + CR0_NE + CR0_MP + CR0_PE, %eax
	movl	%eax, %cr0

	lgdt	gdt_pointer
	ljmp	$SEGMENT_CODE, $long_mode

	.code64
long_mode:
	movl	$SEGMENT_DATA, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss
	xorl	%eax, %eax
	movl	%eax, %fs
	movl	%eax, %gs
	jmp	*image_header + E_ENTRY

enter_c:
	movl	$boot_stack_end, %esp
	call	boot
	jmp	trap_resume

	.data
	.balign	8
/* Descriptors to start with: SDM volume 3A, section 3.4.5. */
gdt:
	.quad	0
	.quad	DESCRIPTOR_CODE
	.quad	DESCRIPTOR_DATA
gdt_end:

	.globl	gdt_pointer
gdt_pointer:
	.word	gdt_end - gdt - 1
	.quad	gdt

	.bss
	.balign	4096
boot_level4:
	.skip	4096
boot_level3:
	.skip	4096
boot_level2:
	.skip	4096
	.skip	8192
	.globl	boot_stack_end
boot_stack_end:

	.section .note.GNU-stack, "", %progbits
