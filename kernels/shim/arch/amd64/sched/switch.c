// SPDX-License-Identifier: MIT
#include "core/msr.h"
#include "core/registers.h"
#include "core/segments.h"
#include "sched/thread.h"
#include "smp/processor.h"

void thread_switch(struct thread *from, struct thread *to)
{
	struct processor *self = (struct processor *)this_cpu();

	if (from)
		fp_save(from->fp);
	fp_restore(to->fp);
	msr_write(MSR_FS_BASE, to->tls);
	self->task.interrupt_stack[STACK_FRAME - 1] = (uptr)(&to->frame + 1);
}

void frame_init(struct frame *frame, uptr entry, uptr stack)
{
	*frame = (struct frame){
		.rip = entry,
		.cs = SEGMENT_CODE,
		.rflags = EFLAGS_RESERVED | EFLAGS_IF,
		.rsp = stack,
		.ss = SEGMENT_DATA,
	};
}
