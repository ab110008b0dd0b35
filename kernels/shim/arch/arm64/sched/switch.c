// SPDX-License-Identifier: MIT
#include "core/sysreg.h"
#include "sched/thread.h"

/* M[3:0]: EL1 with SP_EL0; DAIF clear: interrupts on. */
#define PSTATE_EL1T 0x4

void thread_switch(struct thread *from, struct thread *to)
{
	if (from) {
		fp_save(from->fp);
		from->tls = sysreg_read(tpidr_el0);
	}
	fp_restore(to->fp);
	sysreg_write(tpidr_el0, to->tls);
}

void frame_init(struct frame *frame, uptr entry, uptr stack)
{
	*frame = (struct frame){ .pc = entry, .sp = stack, .pstate = PSTATE_EL1T };
}
