// SPDX-License-Identifier: MIT
#include "core/registers.h"
#include "core/segments.h"
#include "sched/thread.h"
#include "sched/tls.h"

/* A segment register holds on to its descriptor until it is loaded again. */
void tls_use(u32 base)
{
	descriptor_set(SEGMENT_TLS, DATA_RING_3, base);
	asm volatile("movl %0, %%gs" : : "r"(SEGMENT_TLS | 3) : "memory");
}

void thread_switch(struct thread *from, struct thread *to)
{
	if (from)
		fp_save(from->fp);
	fp_restore(to->fp);
	tls_use(to->tls);
}

void frame_init(struct frame *frame, uptr entry, uptr stack)
{
	*frame = (struct frame){
		.eip = entry,
		.cs = SEGMENT_CODE,
		.eflags = EFLAGS_RESERVED | EFLAGS_IF,
		.esp = stack,
	};
}
