# A boot sector that writes itself, changed, over the first sector of the disk that it is from (INT
# 13h, AH=03h), reads it back, and says what it read: "w" if it was written.
	.code16
	.globl _start
_start:
	xorw	%ax, %ax
	movw	%ax, %ds
	movw	%ax, %es
	movw	%ax, %ss
	movw	$0x7c00, %sp
	movb	$'w', word
	movw	$0x0301, %ax
	call	sector
	movb	$'?', word
	movw	$0x0201, %ax
	call	sector
	movw	$0x3f8, %dx
	movb	word, %al
	outb	%al, %dx
	movw	$0xf4, %dx
	movb	$1, %al
	outb	%al, %dx
1:	hlt
	jmp	1b
sector:
	movw	$0x7c00, %bx
	movw	$1, %cx
	movb	$0, %dh
	int	$0x13
	ret
word:	.byte	'r'
	.org	510
	.word	0xaa55
