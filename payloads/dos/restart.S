/* SPDX-License-Identifier: MIT */
# Says a line and resets the PC by its port CF9 (Intel ICH9, RST_CNT), again and again.
	.code16
	movb	$0x09, %ah
	movw	$text, %dx
	int	$0x21
	movw	$0xcf9, %dx
	movb	$0x02, %al
	outb	%al, %dx
	movb	$0x06, %al
	outb	%al, %dx
1:	jmp	1b
text:	.ascii	"before the reset\r\n$"
