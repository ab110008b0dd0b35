/* SPDX-License-Identifier: MIT */
# The same for QEMU's arm64 board: "OK" on its PL011, then SYSTEM_OFF of PSCI, by HVC.
	.text
	.globl _start
_start:
	movz x1, #0x0900, lsl #16
	mov w0, #'O'
	str w0, [x1]
	mov w0, #'K'
	str w0, [x1]
	mov w0, #'\n'
	str w0, [x1]
	movz w0, #0x0008
	movk w0, #0x8400, lsl #16
	hvc #0
1:	wfi
	b 1b
