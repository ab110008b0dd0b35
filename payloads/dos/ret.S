/* SPDX-License-Identifier: MIT */
# Ends with exit code 0, in 1 byte: a zero lies on the stack, and INT 20h at the segment's start.
	.code16
	ret
