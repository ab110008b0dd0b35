// SPDX-License-Identifier: MIT
/* One processor runs: the others stay as the firmware parked them. */
#include "smp/processors.h"

#include "mm/tlb.h"

void processors_start(void)
{
}

void processor_call(const struct cpu *cpu)
{
	(void)cpu;
}

void processor_halt(const struct cpu *cpu)
{
	(void)cpu;
}

void tlb_drop(uptr start, uptr end)
{
	tlb_drop_here(start, end);
}
