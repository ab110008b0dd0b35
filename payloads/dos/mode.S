/* SPDX-License-Identifier: MIT */
# Shows that the processor is in real mode, and that a 16-bit register and a 16-bit offset wrap.
	.code16
	smsww	%ax			# the low half of CR0
	testw	$1, %ax			# PE
	movw	$real, %dx
	jz	1f
	movw	$protected, %dx
1:	movb	$0x09, %ah
	int	$0x21

	movw	$0xffff, %bx
	incw	%bx
	movw	$wraps, %dx
	jz	1f
	movw	$goes_on, %dx
1:	movb	$0x09, %ah
	int	$0x21

	# Behind offset ffff comes the PSP's first byte, that of INT.
	movw	$0xffff, %bx
	cmpb	$0xcd, 1(%bx)
	movw	$wraps, %dx
	je	1f
	movw	$goes_on, %dx
1:	movb	$0x09, %ah
	int	$0x21
	ret

real:	.ascii	"real mode\r\n$"
protected:
	.ascii	"protected mode\r\n$"
wraps:	.ascii	"wraps at 64 KiB\r\n$"
goes_on:
	.ascii	"goes on behind 64 KiB\r\n$"
