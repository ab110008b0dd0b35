// SPDX-License-Identifier: MIT
/* The three functions that GCC expects of a freestanding environment. */
#include "core/types.h"

void *memcpy(void *to, const void *from, size_t length)
{
	u8 *t = to;
	const u8 *f = from;

	while (length--)
		*t++ = *f++;
	return to;
}

void *memset(void *to, int byte, size_t length)
{
	u8 *t = to;

	while (length--)
		*t++ = byte;
	return to;
}

int memcmp(const void *a, const void *b, size_t length)
{
	const u8 *x = a, *y = b;

	for (; length--; x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}
