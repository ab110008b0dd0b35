# A boot sector that says "B" on COM1 and halts.
	.code16
	.globl _start
_start:
	movw	$0x3f8, %dx
	movb	$'B', %al
	outb	%al, %dx
1:	hlt
	jmp	1b
	.org	510
	.word	0xaa55
