/* SPDX-License-Identifier: MIT */
/* What each processor of arm64 sets up for itself. */
#pragma once

#include "core/cpu.h"

/* Makes the processor that runs this one: its vectors, and where this_cpu looks. */
void processor_traps(struct cpu *cpu);
