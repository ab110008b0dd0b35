// SPDX-License-Identifier: MIT
#include "devices/gic.h"
#include "smp/processors.h"

void processor_call(const struct cpu *cpu)
{
	gic_call(cpu->address);
}

void processor_halt(const struct cpu *cpu)
{
	gic_call(cpu->address);
}
