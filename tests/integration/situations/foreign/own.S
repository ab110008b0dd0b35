# A Multiboot kernel: "OK" on the screen and on COM1, its command line, the code 16.
	.balign	4
	.long	0x1badb002, 0, -0x1badb002
	.globl _start
_start:
	movl	$0x0a4b0a4f, 0xb8000
	movl	16(%ebx), %esi
	movw	$0x3f8, %dx
	movb	$'O', %al
	outb	%al, %dx
	movb	$'K', %al
	outb	%al, %dx
	movb	$' ', %al
1:	outb	%al, %dx
	lodsb
	testb	%al, %al
	jnz	1b
	movb	$'\n', %al
	outb	%al, %dx
	movw	$0xf4, %dx
	movb	$16, %al
	outb	%al, %dx
1:	hlt
	jmp	1b
