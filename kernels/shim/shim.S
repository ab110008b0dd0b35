/* SPDX-License-Identifier: MIT */
/* The linked shim as an object that Go's linker takes: bytes behind one symbol. */
	.text
	.balign	4096
	.globl	shim
	.type	shim, @function
shim:
	.incbin	"shim.bin"
	.incbin	"files.tar"	/* where shim_end is: the archive that the kernel brings along */
	.size	shim, . - shim
	.section .note.GNU-stack, "", %progbits
