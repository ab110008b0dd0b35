/* SPDX-License-Identifier: MIT */
/* Copies standard input to standard output, through 64 KiB of heap. */
#include <asm/unistd.h>

	.set	SIZE, 65536

	mov	x19, #SIZE
	mov	x0, xzr
	bl	break			/* where the heap begins */
	mov	x20, x0
	add	x0, x0, x19
	bl	break			/* where it is to end */
	sub	x0, x0, x20
	cmp	x0, x19
	b.ne	failed

next:	mov	x0, xzr
	mov	x1, x20
	mov	x2, x19
	mov	x8, #__NR_read
	svc	#0
	tbnz	x0, #63, failed
	cbz	x0, exit
	mov	x21, x0

put:	mov	x2, x21
	mov	x0, #1
	mov	x8, #__NR_write
	svc	#0
	cmp	x0, xzr
	b.le	failed
	add	x1, x1, x0
	subs	x21, x21, x0
	b.ne	put
	b	next

failed:	mov	x0, #1
exit:	mov	x8, #__NR_exit
	svc	#0

break:	mov	x8, #__NR_brk
	svc	#0
	ret
