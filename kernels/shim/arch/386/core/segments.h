/* SPDX-License-Identifier: MIT */
/* Selectors of the global descriptor table. */
#pragma once

#define SEGMENT_CODE 0x08
#define SEGMENT_DATA 0x10
#define SEGMENT_CPU 0x18	/* %fs: the processor's struct cpu */
#define SEGMENT_TLS 0x30	/* %gs: the entry that Linux too gives a thread first */
#define SEGMENTS 7

#ifndef __ASSEMBLER__
#include "core/types.h"

/* SDM volume 3A, figure 3-8: 4 GiB of writable data, at ring 0 or, as a thread's, 3. */
#define DATA_RING_0 0x00cf93000000ffffull
#define DATA_RING_3 0x00cff3000000ffffull

/* Has a selector stand for a segment of such a kind from this address on. */
void descriptor_set(int selector, u64 kind, u32 base);
#endif
