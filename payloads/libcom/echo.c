// SPDX-License-Identifier: MIT
#include "com.h"

int main(int argc, char **argv)
{
	int failed = 0;

	for (int i = 1; i < argc; i++) {
		failed |= fprint(1, argv[i]);
		if (i + 1 < argc)
			failed |= fprint(1, " ");
	}
	return failed | fprint(1, "\n") ? 1 : 0;
}
