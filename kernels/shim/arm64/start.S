/* From QEMU at EL1, MMU off, into C. */

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

	.bss
	.balign	16
	.skip	8192
	.globl	boot_stack_end
boot_stack_end:

	.section .note.GNU-stack, "", %progbits
