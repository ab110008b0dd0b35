/* SPDX-License-Identifier: MIT */
# As many bytes as a segment holds below the word on the stack. It moves its stack to where its
# beginning was, and says the text that its last bytes are.
	.code16
	.set	END, 0xfffe
0:	cli				# an interrupt would write over the last bytes
	movw	$end_of_stack, %sp
	sti
	movb	$0x09, %ah
	movw	$text, %dx
	int	$0x21
	movw	$0x4c2a, %ax
	int	$0x21
	.fill	256
end_of_stack:
	.fill	END - 0x100 - (. - 0b) - (text_end - text)
text:	.ascii	"the last of 65278 bytes\r\n$"
text_end:
