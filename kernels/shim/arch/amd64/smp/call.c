// SPDX-License-Identifier: MIT
#include "devices/apic.h"
#include "smp/processors.h"

void processor_call(const struct cpu *cpu)
{
	apic_call(cpu->address);
}

void processor_halt(const struct cpu *cpu)
{
	apic_nmi(cpu->address);
}
