/* SPDX-License-Identifier: MIT */
/* What a processor of amd64 has of its own. */
#pragma once

#include "core/segments.h"
#include "core/cpu.h"
#include "core/types.h"

#define STACK_FRAME 1		/* the end of the current thread's frame */

/* Task state: SDM volume 3A, figure 7-11. An interrupt's gate picks one of the stacks. */
struct task {
	u32 reserved0;
	u64 rsp[3];
	u64 reserved1;
	u64 interrupt_stack[7];
	u64 reserved2;
	u16 reserved3, io_map;
} __attribute__((packed));

struct processor {
	struct cpu cpu;		/* %gs points here */
	u64 gdt[SEGMENT_TASK / 8 + 2];
	struct task task;
	u8 emergency[2048] __attribute__((aligned(16)));
	u8 nmi[1024] __attribute__((aligned(16)));
};

_Static_assert(sizeof(struct processor) <= PAGE_SIZE, "a processor fits on a page");

/* Makes the processor that runs this one: tables, and the registers that lead to traps.S. */
void processor_init(struct processor *processor, uptr stack);
