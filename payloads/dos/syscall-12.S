/* SPDX-License-Identifier: MIT */
# The bytes of payloads/com/x86_64/exit42-12.S, to a 16-bit processor: mov $0x3c, %ax;
# add %al, (%bx,%si); mov $0x2a, %di; add %al, (%bx,%si); and an instruction that it has not.
	.byte	0xb8, 0x3c, 0x00, 0x00, 0x00, 0xbf, 0x2a, 0x00, 0x00, 0x00, 0x0f, 0x05
