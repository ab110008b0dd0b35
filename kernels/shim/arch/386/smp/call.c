// SPDX-License-Identifier: MIT
/* One processor runs, and calls nobody. */
#include "smp/processors.h"

void processor_call(const struct cpu *cpu)
{
	(void)cpu;
}

void processor_halt(const struct cpu *cpu)
{
	(void)cpu;
}
