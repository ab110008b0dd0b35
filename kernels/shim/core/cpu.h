/* SPDX-License-Identifier: MIT */
/* What the shim knows of a processor. */
#pragma once

#include "core/types.h"

struct frame;
struct thread;

/* One processor. Assembly knows the offsets of the first four. */
struct cpu {
	struct frame *frame_end;	/* a trap saves the registers below this */
	uptr stack;			/* the shim's stack */
	uptr scratch;
	struct cpu *self;
	struct thread *current;
	struct thread *idle;
	u32 number;
	u64 address;			/* what interrupts to it are sent to */
	bool called;			/* an interrupt is on its way to it, to look around */
	bool turn_over;			/* it is to run the next thread in line */
	bool stale;			/* its next trap drops all of its TLB: pages went while it slept */
};

/* Of the architecture: the processor that runs this. */
struct cpu *this_cpu(void);
