// SPDX-License-Identifier: MIT

#include "textflag.h"

// func codeSegment() uintptr
TEXT ·codeSegment(SB),NOSPLIT,$0-4
	XORL	AX, AX
	MOVW	CS, AX
	MOVL	AX, ret+0(FP)
	RET

// func Halt()
TEXT ·Halt(SB),NOSPLIT,$0
	CLI
halt:
	HLT	// an NMI ends it
	JMP	halt

// func Reset()
// An exception without a descriptor table, and the double fault for that, and the
// shutdown for that: Intel SDM volume 3A, section 6.15, "Interrupt 8".
TEXT ·Reset(SB),NOSPLIT,$8
	MOVL	$0, table-8(SP)
	MOVL	$0, table-4(SP)
	LEAL	table-8(SP), AX
	BYTE	$0x0f; BYTE $0x01; BYTE $0x18	// LIDT (AX)
	INT	$3
	RET

// func Undefined()
TEXT ·Undefined(SB),NOSPLIT,$0
	UNDEF
	RET
