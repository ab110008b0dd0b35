// SPDX-License-Identifier: MIT

#include "textflag.h"

// func loaded() *[4]uint64
TEXT ·loaded(SB), NOSPLIT, $8-4
	SGDT	2(SP)
	MOVL	4(SP), AX
	MOVL	AX, ret+0(FP)
	RET

// func load(descriptors *[7]uint64, gates *[129]uint64)
TEXT ·load(SB), NOSPLIT, $8-8
	MOVW	$(7*8-1), 2(SP)
	MOVL	descriptors+0(FP), AX
	MOVL	AX, 4(SP)
	LGDT	2(SP)
	MOVW	$(129*8-1), 2(SP)
	MOVL	gates+4(FP), AX
	MOVL	AX, 4(SP)
	LIDT	2(SP)
	MOVL	$0x30, AX
	LTR	AX
	RET

// func trapEntry() uint32
TEXT ·trapEntry(SB), NOSPLIT, $0-4
	MOVL	$·trap(SB), AX
	MOVL	AX, ret+0(FP)
	RET

// Leaves for level 3 as an interrupt would return there: Intel SDM volume 3, 6.12.1.
// func run(stack uint32)
TEXT ·run(SB), NOSPLIT, $0-4
	MOVL	stack+0(FP), CX
	PUSHAL
	MOVL	SP, kernelStack<>(SB)
	PUSHL	$0x2b
	PUSHL	CX
	PUSHFL
	PUSHL	$0x23
	PUSHL	$·user(SB)
	IRETL

// What runs at level 3: it asks, and tells what it was answered, by asking for nothing.
TEXT ·user(SB), NOSPLIT|NOFRAME, $0-0
	MOVL	$41, AX
	INT	$0x80
	MOVL	AX, BX
	XORL	AX, AX
	INT	$0x80

// The processor has left level 3, and with it the segments that level 3 may not use. On the
// stack: EIP, CS, EFLAGS, ESP and SS of who asks.
TEXT ·trap(SB), NOSPLIT|NOFRAME, $0-0
	MOVL	$0x10, CX
	MOVW	CX, DS
	MOVW	CX, ES
	MOVL	$0x18, CX
	MOVW	CX, GS
	TESTL	AX, AX
	JZ	ended
	MOVL	4(SP), CX
	SUBL	$12, SP
	MOVL	AX, 0(SP)
	MOVL	CX, 4(SP)
	CALL	·serve(SB)
	MOVL	8(SP), AX
	ADDL	$12, SP
	IRETL
ended:
	MOVL	BX, ·Told(SB)
	MOVL	kernelStack<>(SB), SP
	POPAL
	RET

GLOBL kernelStack<>(SB), NOPTR, $4
