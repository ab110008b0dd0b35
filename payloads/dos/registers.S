/* SPDX-License-Identifier: MIT */
# Writes the registers that it was entered with, and the word on its stack.
	.code16
	pushaw
	pushw	%ds
	pushw	%es
	pushw	%ss
	pushw	%cs

	.irp	name, CS, SS, ES, DS, DI, SI, BP, SP, BX, DX, CX, AX
	movw	$name_\name, %dx
	popw	%ax
	call	show
	.endr
	movw	$name_word, %dx
	popw	%ax
	pushw	%ax
	call	show
	ret				# to the zero on the stack, if all is well

# Writes the text at DX and AX in hexadecimal.
show:	pushw	%ax
	movb	$0x09, %ah
	int	$0x21
	popw	%bx
	movw	$4, %cx
1:	rolw	$4, %bx
	movb	%bl, %al
	andb	$0x0f, %al
	cmpb	$10, %al
	sbbb	$0x69, %al
	das
	movb	%al, %dl
	movb	$0x02, %ah
	int	$0x21
	loop	1b
	ret

	.irp	name, CS, SS, ES, DS, DI, SI, BP, SP, BX, DX, CX, AX
name_\name:
	.ascii	" \name=$"
	.endr
name_word:
	.ascii	" [SP]=$"
