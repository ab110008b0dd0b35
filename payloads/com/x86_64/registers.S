/* SPDX-License-Identifier: MIT */
/* Exits with 0 if every register but rsp and rip was 0, and with 1 else. */
#include <asm/unistd.h>

	or	%rbx, %rax
	or	%rcx, %rax
	or	%rdx, %rax
	or	%rsi, %rax
	or	%rdi, %rax
	or	%rbp, %rax
	or	%r8, %rax
	or	%r9, %rax
	or	%r10, %rax
	or	%r11, %rax
	or	%r12, %rax
	or	%r13, %rax
	or	%r14, %rax
	or	%r15, %rax
	xor	%edi, %edi
	test	%rax, %rax
	setnz	%dil
	mov	$__NR_exit, %eax
	syscall
