/* SPDX-License-Identifier: MIT */
# The bytes of payloads/com/x86_64/exit42.S, to a 16-bit processor: push $0x2a; pop %di;
# mov $0x3c, %al; and an instruction that it has not.
	.byte	0x6a, 0x2a, 0x5f, 0xb0, 0x3c, 0x0f, 0x05
