# An ELF64 without any boot header.
	.globl _start
_start:
	hlt
	jmp	_start
