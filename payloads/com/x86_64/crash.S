/* SPDX-License-Identifier: MIT */
/* Reads what lies at address 0. */
	mov	0, %eax
