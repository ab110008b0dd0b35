// SPDX-License-Identifier: MIT

#include "textflag.h"

// PSCI (DEN 0022), section 5.11.
#define PSCI_SYSTEM_RESET 0x84000009

// func currentEL() uint64
TEXT ·currentEL(SB),NOSPLIT,$0-8
	MRS	CurrentEL, R0
	MOVD	R0, ret+0(FP)
	RET

// func Halt()
TEXT ·Halt(SB),NOSPLIT,$0
	MSR	$15, DAIFSet
	// A pending interrupt ends WFI even when it is masked: the timer would.
	MSR	ZR, CNTV_CTL_EL0
halt:
	WFI
	JMP	halt

// func Reset()
TEXT ·Reset(SB),NOSPLIT,$0
	MOVD	$PSCI_SYSTEM_RESET, R0
	HVC	$0
	RET

// func Undefined()
TEXT ·Undefined(SB),NOSPLIT,$0
	UNDEF
	RET
