/* SPDX-License-Identifier: MIT */
# Runs one COM program of MS-DOS on a PC without DOS, and ends the machine with its exit code.
#
# The disk: this loader in sectors 0 and 1, its parameters in sector 2, from 3 on the program.
# Memory: the loader at 0x7c00, its stack below it, its parameters behind it; the program's
# segment of 64 KiB from 0x10000 on, its PSP first.
#
# Sources. BIOS Boot Specification 1.01 (Compaq, Phoenix, Intel): the BIOS loads sector 0 to 0:7c00
# and enters it with the drive in DL. Enhanced Disk Drive Specification (Phoenix): INT 13h/42h. IBM
# PC AT Technical Reference, BIOS listing: INT 10h, 12h, 14h. MS-DOS 4.0 as published, DOS/EXEC.ASM,
# exec_com_file and below: the program's registers, stack and command tail. Microsoft, MS-DOS
# Programmer's Reference: PSP, INT 20h, INT 21h. QEMU, hw/misc/debugexit.c: the exit.

	.code16

	.set	STACK, 0x7c00
	.set	SECOND_SECTOR, 0x7e00
	.set	SEGMENT, 0x1000		# the program's, in paragraphs of 16 bytes
	.set	EXIT_PORT, 0xf4

	# Exit codes of the loader's own, as sysexits.h of BSD has them.
	.set	GIVEN_UP, 70		# EX_SOFTWARE
	.set	UNREADABLE, 74		# EX_IOERR

	# Parameters.
	.set	parameters, 0x8000
	.set	SECTORS, parameters	# of the program
	.set	HOLD, parameters + 2	# whether to wait for a byte on COM1 at the end
	.set	TAIL, parameters + 3	# 128 bytes for the PSP

	.globl	_start, parameters, psp
	.set	psp, SEGMENT * 16	# for a host that looks at the guest's memory

_start:	ljmp	$0, $1f			# some BIOSes enter at 07c0:0000
1:	cli
	xorw	%ax, %ax
	movw	%ax, %ds
	movw	%ax, %es
	movw	%ax, %ss
	movw	$STACK, %sp
	sti
	cld
	movb	%dl, drive

	movw	$0x0003, %ax		# text of 80x25, an empty screen
	int	$0x10
	movw	$0x00e3, %ax		# COM1: 9600 bit/s, 8 bits, no parity
	xorw	%dx, %dx
	int	$0x14

	movw	$2, %cx
	call	read
	movb	HOLD, %al
	movb	%al, holds
	jmp	start_program

# Reads CX sectors to where the packet says, and has it say what follows them.
read:	movb	$0x42, %ah
	movb	drive, %dl
	movw	$packet, %si
	int	$0x13
	jc	unreadable
	addw	$512 / 16, packet_segment
	incl	packet_sector
	loop	read
	ret

unreadable:
	movw	$said_unreadable, %si
	call	say
	movb	%ah, %al		# the BIOS's status
	call	say_byte
	call	say_line_end
	movb	$UNREADABLE, %al

# Ends the machine with code AL; without a port for that the machine stands still.
end:	cmpb	$0, %cs:holds
	je	2f
	pushw	%ax
	sti
1:	hlt				# until a timer's tick: the host's CPU is free meanwhile
	movb	$3, %ah
	xorw	%dx, %dx
	int	$0x14
	testb	$1, %ah			# a byte has come
	jz	1b
	popw	%ax
2:	movw	$EXIT_PORT, %dx
	outb	%al, %dx
	cli
3:	hlt
	jmp	3b

# Writes the text at CS:SI, up to a zero byte.
say:	cld
	pushw	%ax
1:	lodsb	%cs:(%si), %al
	testb	%al, %al
	jz	2f
	call	write
	jmp	1b
2:	popw	%ax
	ret

say_line_end:
	movw	$said_line_end, %si
	jmp	say

# Writes AX, or AL, in hexadecimal.
say_word:
	xchgb	%al, %ah
	call	say_byte
	xchgb	%al, %ah
say_byte:
	pushw	%ax
	shrb	$4, %al
	call	say_digit
	popw	%ax
	pushw	%ax
	andb	$0x0f, %al
	call	say_digit
	popw	%ax
	ret

say_digit:
	cmpb	$10, %al
	sbbb	$0x69, %al		# and with das the digit's character
	das

# Writes the character AL on the screen and on COM1.
write:	pushaw
	movb	$0x0e, %ah
	xorw	%bx, %bx		# page 0
	int	$0x10
	popaw
	pushaw
	movb	$0x01, %ah
	xorw	%dx, %dx
	int	$0x14
	popaw
	ret

said_unreadable:
	.asciz	"dos: the disk cannot be read: BIOS status "
said_line_end:
	.asciz	"\r\n"

drive:	.byte	0
holds:	.byte	0

# EDD's "device address packet".
packet:	.byte	16, 0
	.word	1			# sectors
	.word	0
packet_segment:
	.word	SECOND_SECTOR / 16
packet_sector:
	.quad	1

	.org	510
	.byte	0x55, 0xaa

	.macro	handle interrupt, handler
	movw	$\handler, \interrupt * 4
	movw	%cs, \interrupt * 4 + 2
	.endm

# The segment is zero where nothing is loaded: a BIOS clears what its start has used (POST Memory
# Manager Specification), and the rest was never written.
start_program:
	movw	$SEGMENT, %ax
	movw	%ax, %es
	movw	$SEGMENT + 0x100 / 16, packet_segment
	movw	SECTORS, %cx
	jcxz	1f			# a program of no bytes
	call	read
1:
	# The PSP: a way out at 0, where memory ends at 2, the command tail at 80h.
	movw	$0x20cd, %es:0		# INT 20h
	int	$0x12			# KiB of memory
	shlw	$6, %ax
	movw	%ax, %es:2
	movw	$TAIL, %si
	movw	$0x80, %di
	movw	$128 / 2, %cx
	rep movsw

	handle	0x00, divide_error
	handle	0x06, invalid_opcode
	handle	0x20, int20
	handle	0x21, int21

	# The registers as MS-DOS leaves them.
	movw	%es, %dx
	movw	%dx, %ds
	xorw	%ax, %ax
	xorw	%bx, %bx
	movw	$0x00ff, %cx
	movw	$0x0100, %si
	movw	$0xfffe, %di
	xorw	%bp, %bp
	movw	%dx, %ss
	xorw	%sp, %sp
	pushw	%ax			# where a RET goes: to the PSP's INT 20h
	ljmp	$SEGMENT, $0x100

# What a caller of INT 21h had: ES:BP points to it while a function is served.
	.set	CALLERS_BX, 12
	.set	CALLERS_AX, 18
	.set	CALLERS_IP, 20
	.set	CALLERS_CS, 22
	.set	CALLERS_FLAGS, 24
	.set	CARRY, 1

int21:	pushaw
	pushw	%ds
	pushw	%es
	movw	%sp, %bp
	pushw	%ss
	popw	%es
	# On a stack of the loader's own: a program may reach up to near the end of its.
	pushw	%cs
	popw	%ss
	movw	$STACK, %sp
	sti
	cld
	cmpb	$0x00, %ah
	je	int20
	cmpb	$0x02, %ah
	je	write_character
	cmpb	$0x09, %ah
	je	write_string
	cmpb	$0x30, %ah
	je	get_version
	cmpb	$0x40, %ah
	je	write_to_handle
	cmpb	$0x4c, %ah
	je	exit

	movb	%ah, %al
	movw	$said_unknown, %si
	call	say_first
	call	say_byte
	movw	%es:CALLERS_CS(%bp), %dx
	movw	%es:CALLERS_IP(%bp), %di
	subw	$2, %di			# where INT 21h stands
	jmp	give_up

int20:	xorb	%al, %al

# Ends with a program's exit code, AL.
exit:	pushw	%cs
	popw	%ss
	movw	$STACK, %sp
	jmp	end

write_character:
	movb	%dl, %al
	movb	%al, %es:CALLERS_AX(%bp)
	call	write
	jmp	return

write_string:
	movb	$'$', %es:CALLERS_AX(%bp)
	movw	%dx, %si
1:	lodsb
	cmpb	$'$', %al
	je	return
	call	write
	jmp	1b

# 2.0, the first MS-DOS with handles.
get_version:
	movw	$0x0002, %es:CALLERS_AX(%bp)
	movw	$0, %es:CALLERS_BX(%bp)
	jmp	return

write_to_handle:
	decw	%bx
	cmpw	$1, %bx			# 1 is standard output, 2 standard error
	ja	1f
	movw	%cx, %es:CALLERS_AX(%bp)
	andb	$~CARRY, %es:CALLERS_FLAGS(%bp)
	movw	%dx, %si
	jcxz	return
2:	lodsb
	call	write
	loop	2b
	jmp	return
1:	movw	$6, %es:CALLERS_AX(%bp)	# invalid handle
	orb	$CARRY, %es:CALLERS_FLAGS(%bp)

return:	cli				# no interrupt on half of a stack pointer
	pushw	%es
	popw	%ss
	movw	%bp, %sp
	popw	%es
	popw	%ds
	popaw
	iretw

divide_error:
	movw	$said_divide, %si
	jmp	fault
invalid_opcode:
	movw	$said_opcode, %si
fault:	popw	%di
	popw	%dx
	pushw	%cs
	popw	%ss
	movw	$STACK, %sp
	call	say_first

# Says at which DX:DI the program was, and ends.
give_up:
	movw	$said_at, %si
	call	say
	movw	%dx, %ax
	call	say_word
	movb	$':', %al
	call	write
	movw	%di, %ax
	call	say_word
	call	say_line_end
	movb	$GIVEN_UP, %al
	jmp	end

# Begins a line of the loader's own with the text at CS:SI.
say_first:
	pushw	%si
	movw	$said_dos, %si
	call	say
	popw	%si
	jmp	say

said_dos:
	.asciz	"dos: "
said_unknown:
	.asciz	"unknown function "
said_divide:
	.asciz	"divide error"
said_opcode:
	.asciz	"invalid opcode"
said_at:
	.asciz	" at "

	.org	1024
