/* SPDX-License-Identifier: MIT */
/* Copies standard input to standard output, through 64 KiB of heap. */
#include <asm/unistd.h>

	mov	$SIZE, %ebx
	xor	%edi, %edi
	call	break			/* where the heap begins */
	mov	%rax, %rbp
	lea	(%rax, %rbx), %rdi
	call	break			/* where it is to end */
	sub	%rbp, %rax
	cmp	%rbx, %rax
	jne	failed

next:	xor	%eax, %eax		/* __NR_read */
	xor	%edi, %edi
	mov	%rbp, %rsi
	mov	%ebx, %edx
	syscall
	test	%rax, %rax
	js	failed
	jz	done
	mov	%rax, %r12

put:	mov	$__NR_write, %eax
	mov	$1, %edi
	mov	%r12, %rdx
	syscall
	test	%rax, %rax
	jle	failed
	add	%rax, %rsi
	sub	%rax, %r12
	jnz	put
	jmp	next

failed:	mov	$1, %edi
	jmp	exit
done:	xor	%edi, %edi
exit:	mov	$__NR_exit, %eax
	syscall

break:	mov	$__NR_brk, %eax
	syscall
	ret

	.set	SIZE, 65536
