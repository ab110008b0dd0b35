/* SPDX-License-Identifier: MIT */
# Writes by functions 02h and 40h, to handles that there are and to one that there is not, and
# ends by function 00h.
	.code16
	movb	$0x02, %ah
	movb	$'2', %dl
	int	$0x21
	movb	$'!', %dl
	int	$0x21
	movb	$'\r', %dl
	int	$0x21
	movb	$'\n', %dl
	int	$0x21

	movw	$1, %bx
	movw	$output, %dx
	movw	$output_end - output, %cx
	movb	$0x40, %ah
	int	$0x21
	jc	wrong
	cmpw	$output_end - output, %ax
	jne	wrong

	movw	$2, %bx
	movw	$error, %dx
	movw	$error_end - error, %cx
	movb	$0x40, %ah
	int	$0x21
	jc	wrong

	movw	$3, %bx
	movb	$0x40, %ah
	int	$0x21
	jnc	wrong
	cmpw	$6, %ax
	jne	wrong

	movb	$0x30, %ah
	int	$0x21
	cmpw	$0x0002, %ax
	jne	wrong
	movb	$0x00, %ah
	int	$0x21

wrong:	movw	$0x4c01, %ax
	int	$0x21

output:	.ascii	"to output, with a $\r\n"
output_end:
error:	.ascii	"to error\r\n"
error_end:
