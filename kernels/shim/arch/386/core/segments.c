// SPDX-License-Identifier: MIT
#include "core/segments.h"

/* Descriptors: SDM volume 3A, section 3.4.5; start.S loads them. */
u64 gdt[SEGMENTS] = {
	[SEGMENT_CODE / 8] = 0x00cf9b000000ffff,
	[SEGMENT_DATA / 8] = DATA_RING_0,
};

void descriptor_set(int selector, u64 kind, u32 base)
{
	gdt[selector / 8] = kind | (u64)(base & 0xffffff) << 16 | (u64)(base >> 24) << 56;
}
