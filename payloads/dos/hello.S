/* SPDX-License-Identifier: MIT */
# Says hello by function 09h, whose text ends with a dollar sign, and ends by INT 20h.
	.code16
	movb	$0x09, %ah
	movw	$text, %dx
	int	$0x21
	int	$0x20
text:	.ascii	"hello, world\r\n$"
