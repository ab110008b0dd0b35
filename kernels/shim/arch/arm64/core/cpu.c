// SPDX-License-Identifier: MIT
#include "core/cpu.h"

#include "core/sysreg.h"

struct cpu *this_cpu(void)
{
	return (struct cpu *)sysreg_read(tpidr_el1);
}
