/* SPDX-License-Identifier: MIT */
# Asks for the date, which our loader does not know.
	.code16
	movb	$0x2a, %ah
	int	$0x21
	ret
