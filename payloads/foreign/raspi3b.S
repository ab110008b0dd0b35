/* SPDX-License-Identifier: MIT */
# A kernel for the Raspberry Pi 3B that knows nothing of the bench: "OK" on the PL011 at 0x3f201000
# (BCM2835 ARM Peripherals, 13.4), by the first of its processors.
	.text
	.globl _start
_start:
	mrs x0, mpidr_el1
	and x0, x0, #3
	cbnz x0, 2f
	ldr x1, =0x3f201000
	mov w0, #'O'
	str w0, [x1]
	mov w0, #'K'
	str w0, [x1]
	mov w0, #'\n'
	str w0, [x1]
2:	wfe
	b 2b
