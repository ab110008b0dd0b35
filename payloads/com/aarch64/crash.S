/* SPDX-License-Identifier: MIT */
/* Reads what lies at address 0. */
	mov	x0, xzr
	ldr	x1, [x0]
