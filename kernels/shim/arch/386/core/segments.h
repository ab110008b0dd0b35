/* SPDX-License-Identifier: MIT */
/* Selectors of the global descriptor table. */
#pragma once

#define SEGMENT_CODE 0x08
#define SEGMENT_DATA 0x10
#define SEGMENT_CPU 0x18	/* %fs: the processor's struct cpu */
#define SEGMENT_TLS 0x30	/* %gs: the entry that Linux too gives a thread first */
#define SEGMENTS 7
