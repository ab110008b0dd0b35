/* SPDX-License-Identifier: MIT */
/* Selectors of a processor's global descriptor table, and what the first two describe. */
#pragma once

#define SEGMENT_CODE 0x08
#define SEGMENT_DATA 0x10
#define SEGMENT_TASK 0x18

#define DESCRIPTOR_CODE 0x00af9b000000ffff	/* 64 bits */
#define DESCRIPTOR_DATA 0x00cf93000000ffff
