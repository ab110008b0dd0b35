/* SPDX-License-Identifier: MIT */
/* From QEMU at EL1, MMU off, into C. */

#include "entry/offsets.h"

#define CPACR_FPEN (3 << 20)	/* Arm ARM, CPACR_EL1: floating point traps at no level */

	.section .start, "ax"
	.globl	shim_base
/* The image's entry jumps here with the address of the runtime's in x0. */
shim_base:
	msr	spsel, #1
	adrp	x1, boot_stack_end
	add	sp, x1, :lo12:boot_stack_end
	mov	x1, #CPACR_FPEN
	msr	cpacr_el1, x1
	isb
	bl	boot
	b	trap_resume

	.text
/*
 * Where a processor that is started begins, MMU off, with its struct cpu in x0: it takes the
 * registers of the first, and touches no other memory before its caches are on.
 */
	.globl	processor_start
processor_start:
	msr	spsel, #1
	mov	x1, #CPACR_FPEN
	msr	cpacr_el1, x1
	adrp	x1, mmu_registers
	add	x1, x1, :lo12:mmu_registers
	ldp	x2, x3, [x1]
	ldp	x4, x5, [x1, #16]
	msr	mair_el1, x2
	msr	tcr_el1, x3
	msr	ttbr0_el1, x4
	isb
	tlbi	vmalle1
	ic	iallu
	dsb	nsh
	isb
	msr	sctlr_el1, x5
	isb
	ldr	x1, [x0, #CPU_STACK]
	mov	sp, x1
	bl	processor_enter
	b	trap_resume

	.bss
	.balign	16
	.skip	8192
	.globl	boot_stack_end
boot_stack_end:

	.section .note.GNU-stack, "", %progbits
