// SPDX-License-Identifier: MIT
/* One processor runs. */
#include "core/cpu.h"

static struct cpu cpu;

struct cpu *this_cpu(void)
{
	return &cpu;
}
