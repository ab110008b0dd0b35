/* SPDX-License-Identifier: MIT */
/* Says hello on standard output and exits with code 0. */
#include <asm/unistd.h>

	mov	x0, #1
	adr	x1, text
	mov	x2, #end - text
	mov	x8, #__NR_write
	svc	#0

	mov	x0, #0
	mov	x8, #__NR_exit
	svc	#0

text:	.ascii	"hello, world\n"
end:
