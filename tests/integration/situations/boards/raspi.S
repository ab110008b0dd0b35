// SPDX-License-Identifier: MIT
// A kernel for a Raspberry Pi 3: its first core puts a mark to 0x90000, says hello on the PL011
// (UART0), waits for a byte there, and resets the board by its watchdog (BCM2835, "PM").
	.globl	_start
_start:
	mrs	x0, mpidr_el1
	and	x0, x0, #3
	cbnz	x0, 4f
	mov	x1, #0x90000
	movz	w0, #0x6b6f
	str	w0, [x1]
	movz	x1, #0x1000
	movk	x1, #0x3f20, lsl #16
	adr	x2, 5f
1:	ldrb	w0, [x2], #1
	cbz	w0, 2f
	str	w0, [x1]
	b	1b
2:	ldr	w0, [x1, #0x18]
	tbnz	w0, #4, 2b
	movz	x1, #0x3f10, lsl #16
	movz	w0, #0x000a
	movk	w0, #0x5a00, lsl #16
	str	w0, [x1, #0x24]
	movz	w0, #0x0020
	movk	w0, #0x5a00, lsl #16
	str	w0, [x1, #0x1c]
4:	wfe
	b	4b
5:	.asciz	"hello from UART0\n"
