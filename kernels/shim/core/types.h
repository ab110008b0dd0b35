/* SPDX-License-Identifier: MIT */
/* Integers by size and the few helpers that every file of the shim uses. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int64_t s64;
typedef uintptr_t uptr;

#define PAGE_SIZE 4096ul
#define ARRAY_LENGTH(a) (sizeof(a) / sizeof((a)[0]))
#define NEVER UINT64_MAX

#define NS_PER_SECOND 1000000000u
#define NS_PER_MS 1000000u

static inline uptr align_down(uptr value, uptr to)
{
	return value & ~(to - 1);
}

static inline uptr align_up(uptr value, uptr to)
{
	return align_down(value + to - 1, to);
}

/* GCC emits calls to these in freestanding code as well; string.c has them. */
void *memcpy(void *to, const void *from, size_t length);
void *memset(void *to, int byte, size_t length);
int memcmp(const void *a, const void *b, size_t length);
