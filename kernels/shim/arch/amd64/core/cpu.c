// SPDX-License-Identifier: MIT
#include "core/cpu.h"

struct cpu *this_cpu(void)
{
	struct cpu *self;

	asm volatile("movq %%gs:%c1, %0" : "=r"(self) : "i"(offsetof(struct cpu, self)));
	return self;
}
