/* SPDX-License-Identifier: MIT */
# Calls a function with as little stack as one takes, and ends with 0 if it took no more.
	.code16
	.set	TAKEN, 28
	cli				# an interrupt would take more
	movw	$guard + 2 + TAKEN, %sp
	movb	$0x09, %ah
	movw	$text, %dx
	int	$0x21
	movw	$0x4c00, %ax
	cmpw	$0x55aa, guard
	je	1f
	incw	%ax
1:	int	$0x21
text:	.ascii	"on 28 bytes of stack\r\n$"
guard:	.word	0x55aa
