/* SPDX-License-Identifier: MIT */
# A kernel that knows nothing of the bench: Multiboot 1, "OK" on the screen and on COM1, then its
# command line, and the code 16 for isa-debug-exit.
	.set FLAGS, 0
	.section .multiboot, "a"
	.align 4
	.long 0x1BADB002, FLAGS, -(0x1BADB002 + FLAGS)

	.text
	.globl _start
_start:
	mov $stack_top, %esp
	movl $0x0a4b0a4f, 0xb8000	# O K, light green on black
	mov 16(%ebx), %esi		# Multiboot information: cmdline
	mov $0x3f8, %dx
	mov $'O', %al
	out %al, %dx
	mov $'K', %al
	out %al, %dx
	mov $' ', %al
1:	out %al, %dx
	lodsb
	test %al, %al
	jnz 1b
	mov $'\n', %al
	out %al, %dx
	mov $0xf4, %dx
	mov $0x10, %al
	out %al, %dx
1:	hlt
	jmp 1b

	.bss
	.align 16
	.skip 4096
stack_top:
	.section .note.GNU-stack, "", @progbits
