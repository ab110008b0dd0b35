// SPDX-License-Identifier: MIT

#include "textflag.h"

// Arm ARM (DDI 0487), section C6.2: HLT, BRK with an immediate of 16 bits.
#define HLT_F000 WORD $0xd45e0000
#define HLT_3C WORD $0xd4400780
#define BRK_AB WORD $0xd4201560

// In Linux' struct ucontext (arch/arm64/include/uapi/asm): x0 and the program counter.
#define CONTEXT_X0 184
#define CONTEXT_PC 440

#define TRAP(name, instruction)	\
TEXT name(SB),NOSPLIT,$0-24; \
	MOVD	operation+0(FP), R0; \
	MOVD	block+8(FP), R1; \
	instruction; \
	MOVD	R0, ret+16(FP); \
	RET

// func hltF000(operation, block uintptr) uintptr
TRAP(·hltF000, HLT_F000)

// func hlt3C(operation, block uintptr) uintptr
TRAP(·hlt3C, HLT_3C)

// func brkAB(operation, block uintptr) uintptr
TRAP(·brkAB, BRK_AB)

// func skipped() uintptr
TEXT ·skipped(SB),NOSPLIT,$0-8
	MOVD	$·handler(SB), R0
	MOVD	R0, ret+0(FP)
	RET

// A handler of signals, which Linux calls with the context in R2.
TEXT ·handler(SB),NOSPLIT|NOFRAME,$0
	MOVD	CONTEXT_PC(R2), R3
	ADD	$4, R3
	MOVD	R3, CONTEXT_PC(R2)
	MOVD	$-1, R3
	MOVD	R3, CONTEXT_X0(R2)
	MOVD	$·exceptions(SB), R4
	MOVD	(R4), R3
	ADD	$1, R3
	MOVD	R3, (R4)
	RET
