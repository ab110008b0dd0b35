// SPDX-License-Identifier: MIT
/*
 * The frame of a signal handler: Linux arch/x86/include/asm/sigframe.h (rt_sigframe) and
 * include/uapi/asm/{ucontext,sigcontext}.h.
 */
#include "sched/signal.h"

#include "core/print.h"
#include "sched/thread.h"
#include "mm/vm.h"

struct context {
	u64 r8, r9, r10, r11, r12, r13, r14, r15;
	u64 rdi, rsi, rbp, rbx, rdx, rax, rcx, rsp, rip, rflags;
	u16 cs, gs, fs, ss;
	u64 error, vector, mask, address;
	void *fp;
	u64 reserved[8];
};

struct ucontext {
	u64 flags;
	void *link;
	struct stack stack;
	struct context context;
	u64 mask;
};

struct signal_frame {
	u64 padding;		/* a function finds its return address 8 past a multiple of 16 */
	u64 restorer;
	struct ucontext ucontext;
	struct siginfo info;
	u8 fp[FP_SIZE] __attribute__((aligned(16)));
};

void signal_push(struct thread *thread, const struct siginfo *info, const struct sigaction *action)
{
	struct frame *f = &thread->frame;
	struct signal_frame *s = (void *)signal_stack(thread, action, sizeof(*s));

	*s = (struct signal_frame){
		.restorer = action->restorer,
		.info = *info,
		.ucontext = {
			.stack = thread->signals.stack,
			.mask = thread->signals.blocked,
			.context = {
				f->r8, f->r9, f->r10, f->r11, f->r12, f->r13, f->r14, f->r15,
				f->rdi, f->rsi, f->rbp, f->rbx, f->rdx, f->rax, f->rcx,
				f->rsp, f->rip, f->rflags,
				.cs = f->cs,
				.ss = f->ss,
				.error = f->error,
				.vector = f->vector,
				.address = info->address,
				.fp = s->fp,
			},
		},
	};
	fp_save(s->fp);
	f->rdi = info->number;
	f->rsi = (uptr)&s->info;
	f->rdx = (uptr)&s->ucontext;
	f->rsp = (uptr)&s->restorer;
	f->rip = action->handler;
}

/* The handler's return has popped the restorer's address. */
void signal_pop(struct thread *thread)
{
	struct frame *f = &thread->frame;
	struct signal_frame *s = (void *)(f->rsp - offsetof(struct signal_frame, ucontext));

	if (!vm_reachable(s, sizeof(*s)))
		panic_value("no signal frame at", (uptr)s);

	const struct context *c = &s->ucontext.context;

	*f = (struct frame){
		c->r15, c->r14, c->r13, c->r12, c->r11, c->r10, c->r9, c->r8,
		c->rax, c->rbx, c->rcx, c->rdx, c->rsi, c->rdi, c->rbp,
		f->vector, f->error,
		c->rip, f->cs, c->rflags, c->rsp, f->ss,
	};
	thread->signals.blocked = s->ucontext.mask;
	fp_restore(s->fp);
}
