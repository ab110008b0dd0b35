/* SPDX-License-Identifier: MIT */
/*
 * From a boot loader to Go's main.main, past Go's runtime: nothing of it is initialised.
 *
 * What the code of a Go function relies on before its first statement is a stack, the word
 * at gs:0 that leads to the current g, and a g whose stackguard0 is below the stack pointer.
 * That, and SSE for floating point, is all that is made here.
 */
#define MULTIBOOT2_MAGIC 0x36d76289	/* Multiboot2 Specification 2.0, 3.3: EAX at entry */
#define MULTIBOOT_MAGIC 0x2badb002	/* Multiboot Specification 0.6.96, 3.2 */

/* Intel SDM volume 3, 2.5 "Control Registers" */
#define CR0_MP (1 << 1)
#define CR0_EM (1 << 2)
#define CR4_OSFXSR (1 << 9)
#define CR4_OSXMMEXCPT (1 << 10)

/* Fields of a g: Go's src/runtime/runtime2.go, whose first four no release has moved. */
#define G_STACK_LO 0
#define G_STACK_HI 4
#define G_STACKGUARD0 8
#define G_STACKGUARD1 12

#define STACK_SIZE 0x4000

	.text
	.globl start
start:
	movl	%eax, entry_eax
	movl	%ebx, entry_ebx
	movl	%esp, entry_esp
	movl	%cr0, %ecx
	movl	%ecx, entry_cr0
	movl	%cr4, %ecx
	movl	%ecx, entry_cr4
	movl	$stack_top, %esp	/* a loader leaves none: specification, 3.3 and 3.2 */
	pushfl
	popl	entry_eflags
	cld				/* as the System V ABI and so Go's code has it */

	cmpl	$MULTIBOOT2_MAGIC, %eax
	je	1f
#ifndef MULTIBOOT2_ONLY
	cmpl	$MULTIBOOT_MAGIC, %eax
	je	1f
#endif
	jmp	wrong_loader
1:	call	load_descriptors
#ifndef WITHOUT_SSE
	call	enable_sse
#endif
	call	make_g
	call	main.main
	movl	$returned, %esi
	jmp	finish

/*
 * Without this, floating point ends in an invalid opcode: Intel SDM volume 3, 14.1.3
 * "Initialization of the SSE Extensions".
 */
enable_sse:
	movl	%cr0, %eax
	andl	$~CR0_EM, %eax
	orl	$CR0_MP, %eax
	movl	%eax, %cr0
	movl	%cr4, %eax
	orl	$(CR4_OSFXSR | CR4_OSXMMEXCPT), %eax
	movl	%eax, %cr4
	ret

/*
 * The runtime's own g0, on the one stack that there is. Go's compiler checks a function's
 * need for stack against stackguard0, and calls the runtime for more where there is too little.
 */
make_g:
	movl	$runtime.g0, %eax
	movl	$stack_bottom, G_STACK_LO(%eax)
	movl	$stack_top, G_STACK_HI(%eax)
	movl	$stack_bottom, G_STACKGUARD0(%eax)
	movl	$stack_bottom, G_STACKGUARD1(%eax)
	movl	%eax, current_g
	movl	$tcb, tcb
	ret

wrong_loader:
	movl	$refused, %esi
	call	alarm
	jmp	finish

	.section .rodata
refused:
	.asciz	"[rt0] what loaded this kernel does not speak Multiboot2"
returned:
	.asciz	"[rt0] main.main has returned"

	.data
/* The word before the TCB is thread-local storage: ELF Handling For TLS, 4.2, variant II. */
	.balign 4
	.globl current_g, tcb
current_g:
	.long	0
tcb:
	.long	0

/* What the processor was like at entry, for a host to read. */
	.globl entry_state
entry_state:
entry_eax:
	.long	0
entry_ebx:
	.long	0
entry_esp:
	.long	0
entry_eflags:
	.long	0
entry_cr0:
	.long	0
entry_cr4:
	.long	0

	.bss
	.balign 4096
	.globl	below_stack, stack_bottom, stack_top
below_stack:				/* what an overflow writes into */
	.skip	4096
stack_bottom:
	.skip	STACK_SIZE
stack_top:

	.section .note.GNU-stack, "", @progbits
