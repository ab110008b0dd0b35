// SPDX-License-Identifier: MIT
/*
 * nothing: ends at once, without a start-up of its own. What the emulator has to
 * translate for it, it has to translate for every program.
 */
#include <unistd.h>

void _start(void)
{
	_exit(0);
}
