/* SPDX-License-Identifier: MIT */
/* A kernel's last words, and its end. */
#define COM1 0x3f8			/* 16550 data sheet: the data register of the first UART */
#define COM1_STATUS (COM1 + 5)
#define STATUS_EMPTY 0x20

#define TEXT_SCREEN 0xb8000		/* IBM VGA: the cells of text mode 3 */
#define ALARM 0x4f			/* white on red */
#define COLUMNS 80

	.text
/* Says a line, and leaves the machine as it is: a host can look. ESI: the text. */
	.globl finish
finish:
	call	say
	movl	$newline, %esi
	call	say
1:	cli
	hlt
	jmp	1b

/* Writes a text on the first serial line, whose UART needs no setting up after a BIOS. */
say:
	movw	$COM1_STATUS, %dx
1:	inb	%dx, %al
	testb	$STATUS_EMPTY, %al
	jz	1b
	lodsb
	testb	%al, %al
	jz	2f
	movw	$COM1, %dx
	outb	%al, %dx
	jmp	say
2:	ret

/* Writes a text into the first row of the screen, all of which turns red. */
	.globl alarm
alarm:
	pushl	%esi
	movl	$TEXT_SCREEN, %edi
	movl	$COLUMNS, %ecx
	movb	$ALARM, %ah
1:	movb	$' ', %al
	cmpb	$0, (%esi)
	je	2f
	lodsb
2:	stosw
	loop	1b
	popl	%esi
	ret

	.section .rodata
newline:
	.asciz	"\r\n"

	.section .note.GNU-stack, "", @progbits
