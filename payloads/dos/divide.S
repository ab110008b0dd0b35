/* SPDX-License-Identifier: MIT */
# Divides by zero.
	.code16
	xorw	%cx, %cx
	divw	%cx
	ret
