// SPDX-License-Identifier: MIT
/*
 * The frame of a signal handler: Linux arch/x86/include/asm/sigframe.h (rt_sigframe_ia32)
 * and include/uapi/asm/{ucontext,sigcontext}.h.
 */
#include "sched/signal.h"

#include "core/print.h"
#include "sched/thread.h"
#include "mm/vm.h"

struct context {
	u32 gs, fs, es, ds;
	u32 edi, esi, ebp, esp, ebx, edx, ecx, eax;
	u32 vector, error, eip, cs, eflags, esp_at_signal, ss;
	void *fp;
	u32 mask, address;
};

struct ucontext {
	u32 flags;
	void *link;
	struct stack stack;
	struct context context;
	u64 mask;
};

struct signal_frame {
	u32 restorer;
	u32 number;			/* the handler's three arguments */
	struct siginfo *info_address;
	struct ucontext *ucontext_address;
	struct siginfo info;
	struct ucontext ucontext;
	u8 fp[FP_SIZE] __attribute__((aligned(16)));
};

void signal_push(struct thread *thread, const struct siginfo *info, const struct sigaction *action)
{
	struct frame *f = &thread->frame;
	struct signal_frame *s = (void *)signal_stack(thread, action, sizeof(*s));

	*s = (struct signal_frame){
		.restorer = action->restorer,
		.number = info->number,
		.info_address = &s->info,
		.ucontext_address = &s->ucontext,
		.info = *info,
		.ucontext = {
			.stack = thread->signals.stack,
			.mask = thread->signals.blocked,
			.context = {
				SEGMENT_TLS | 3, SEGMENT_CPU, SEGMENT_DATA, SEGMENT_DATA,
				f->edi, f->esi, f->ebp, f->esp, f->ebx, f->edx, f->ecx, f->eax,
				f->vector, f->error, f->eip, f->cs, f->eflags,
				f->esp, SEGMENT_DATA,
				.fp = s->fp,
				.address = info->address,
			},
		},
	};
	fp_save(s->fp);
	f->esp = (uptr)s;
	f->eip = action->handler;
}

/* The handler's return has popped the restorer's address. */
void signal_pop(struct thread *thread)
{
	struct frame *f = &thread->frame;
	struct signal_frame *s = (void *)(f->esp - offsetof(struct signal_frame, number));

	if (!vm_reachable(s, sizeof(*s)))
		panic_value("no signal frame at", (uptr)s);

	const struct context *c = &s->ucontext.context;

	*f = (struct frame){
		c->eax, c->ebx, c->ecx, c->edx, c->esi, c->edi, c->ebp, c->esp,
		f->vector, f->error,
		c->eip, f->cs, c->eflags,
	};
	thread->signals.blocked = s->ucontext.mask;
	fp_restore(s->fp);
}
