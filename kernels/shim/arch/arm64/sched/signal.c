// SPDX-License-Identifier: MIT
/*
 * The frame of a signal handler: Linux arch/arm64/kernel/signal.c (struct rt_sigframe) and
 * include/uapi/asm/{ucontext,sigcontext}.h.
 */
#include "sched/signal.h"

#include "core/print.h"
#include "sched/thread.h"
#include "mm/vm.h"

struct context {
	u64 fault_address;
	u64 x[31];
	u64 sp, pc, pstate;
	u8 fp[FP_SIZE] __attribute__((aligned(16)));
	u32 end[2];		/* a record of nothing ends the list that fp begins */
} __attribute__((aligned(16)));

struct ucontext {
	u64 flags;
	void *link;
	struct stack stack;
	u64 mask;
	u8 unused[1024 / 8 - sizeof(u64)];
	struct context context;
};

struct signal_frame {
	struct siginfo info;
	struct ucontext ucontext;
};

extern u8 signal_return[];

void signal_push(struct thread *thread, const struct siginfo *info, const struct sigaction *action)
{
	struct frame *f = &thread->frame;
	struct signal_frame *s = (void *)signal_stack(thread, action, sizeof(*s));
	struct context *c = &s->ucontext.context;

	*s = (struct signal_frame){
		.info = *info,
		.ucontext = {
			.stack = thread->signals.stack,
			.mask = thread->signals.blocked,
			.context = {
				.fault_address = info->address,
				.sp = f->sp,
				.pc = f->pc,
				.pstate = f->pstate,
			},
		},
	};
	memcpy(c->x, f->x, sizeof(c->x));
	fp_init(c->fp);
	fp_save(c->fp);

	f->x[0] = info->number;
	f->x[1] = (uptr)&s->info;
	f->x[2] = (uptr)&s->ucontext;
	f->x[30] = (uptr)signal_return;
	f->sp = (uptr)s;
	f->pc = action->handler;
}

void signal_pop(struct thread *thread)
{
	struct frame *f = &thread->frame;
	const struct signal_frame *s = (void *)f->sp;
	const struct context *c = &s->ucontext.context;

	if (!vm_reachable(s, sizeof(*s)))
		panic_value("no signal frame at", f->sp);
	memcpy(f->x, c->x, sizeof(f->x));
	f->sp = c->sp;
	f->pc = c->pc;
	f->pstate = c->pstate;
	thread->signals.blocked = s->ucontext.mask;
	fp_restore(c->fp);
}
