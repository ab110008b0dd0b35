// SPDX-License-Identifier: MIT
#include "com.h"

#define PIECE	65536

/* The whole input, one piece of heap behind the other; its size, or -1. */
static long slurp(char **text)
{
	long size = 0, count;
	char *piece;

	*text = NULL;
	do {
		piece = more(PIECE);
		if (!piece)
			return -1;
		if (!*text)
			*text = piece;
		/* A read that gives less than a piece is filled up: the heap has no gaps. */
		for (long have = 0; have < PIECE; have += count) {
			count = read(0, piece + have, PIECE - have);
			if (count <= 0)
				break;
			size += count;
		}
	} while (count > 0);
	return count < 0 ? -1 : size;
}

/* A line ends with its newline; what follows the last one is a line too. */
int main(void)
{
	char *text;
	long end = slurp(&text);

	if (end < 0)
		return 1;
	while (end) {
		long start = end - 1;

		while (start && text[start - 1] != '\n')
			start--;
		if (put(1, text + start, end - start))
			return 1;
		end = start;
	}
	return 0;
}
