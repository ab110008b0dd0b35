// SPDX-License-Identifier: MIT
#include "sched/signal.h"

#include "core/errno.h"
#include "core/machine.h"
#include "core/print.h"
#include "smp/processors.h"
#include "core/syscall.h"
#include "sched/thread.h"
#include "mm/vm.h"

#define SIG_DFL 0
#define SIG_IGN 1
/* A shell's convention for a program that a signal ended. */
#define EXIT_SIGNAL 128
/* getpid(2) says the same. */
#define PROCESS 1

static struct sigaction actions[SIGNALS];

static bool ignored(int number)
{
	uptr handler = actions[number].handler;

	if (handler != SIG_DFL)
		return handler == SIG_IGN;
	return number == SIGCHLD || number == SIGCONT || number == SIGURG || number == SIGWINCH;
}

static _Noreturn void die(int number, uptr address)
{
	print("shim: signal ");
	print_decimal(number);
	print(" without a handler, address ");
	print_hex(address);
	print(", program counter ");
	print_hex(frame_pc(&current_thread()->frame));
	print("\n");
	machine_exit(EXIT_SIGNAL + number);
}

static void run_handler(struct thread *thread, const struct siginfo *info)
{
	const struct sigaction *action = &actions[info->number];

	signal_push(thread, info, action);
	thread->signals.blocked |= action->mask;
	if (!(action->flags & SA_NODEFER))
		thread->signals.blocked |= signal_bit(info->number);
}

bool signal_on_stack(const struct thread *thread, uptr pointer)
{
	const struct stack *stack = &thread->signals.stack;

	return !(stack->flags & SS_DISABLE) && pointer - stack->base <= stack->size;
}

uptr signal_stack(const struct thread *thread, const struct sigaction *action, size_t size)
{
	const struct stack *stack = &thread->signals.stack;
	uptr top = frame_stack(&thread->frame);

	if ((action->flags & SA_ONSTACK) && stack->size && !(stack->flags & SS_DISABLE) &&
	    !signal_on_stack(thread, top))
		top = stack->base + stack->size;

	uptr start = align_down(top - size, 16);

	if (!vm_reachable((void *)start, top - start))
		panic_value("no stack for a signal handler at", start);
	return start;
}

void signal_send(struct thread *thread, int number)
{
	if (ignored(number))
		return;
	thread->signals.pending |= signal_bit(number);
	if (thread->signals.blocked & signal_bit(number))
		return;
	thread_wake(thread, -EINTR);
	processors_interrupt(thread);
}

void signal_fault(int number, int code, uptr address)
{
	struct thread *self = current_thread();
	struct siginfo info = { .number = number, .code = code, .address = address };
	bool blocked = self->signals.blocked & signal_bit(number);

	if (blocked || actions[number].handler <= SIG_IGN)
		die(number, address);
	run_handler(self, &info);
}

static int lowest(u64 signals)
{
	int number = 1;

	while (!(signals & signal_bit(number)))
		number++;
	return number;
}

void signal_deliver(struct thread *thread)
{
	u64 open = thread->signals.pending & ~thread->signals.blocked;

	/* Where interrupts are masked, a handler is to find none: the call of another processor
	 * waits, and comes when they are not. */
	if (!open || !frame_interruptible(&thread->frame))
		return;
	int number = lowest(open);
	struct siginfo info = { .number = number, .code = SI_TKILL, .sender = { PROCESS, 0 } };

	thread->signals.pending &= ~signal_bit(number);
	if (ignored(number))
		return;
	if (actions[number].handler == SIG_DFL)
		die(number, 0);
	run_handler(thread, &info);
}

long sys_rt_sigaction(struct arguments *a)
{
	int number = a->value[0];
	const struct sigaction *action = (void *)a->value[1];
	struct sigaction *old = (void *)a->value[2];

	if (number < 1 || number >= SIGNALS)
		return -EINVAL;
	if ((action && !vm_reachable(action, sizeof(*action))) ||
	    (old && !vm_reachable(old, sizeof(*old))))
		return -EFAULT;

	struct sigaction before = actions[number];

	if (action)
		actions[number] = *action;
	if (old)
		*old = before;
	return 0;
}

long sys_rt_sigprocmask(struct arguments *a)
{
	const u64 *mask = (void *)a->value[1];
	u64 *old = (void *)a->value[2];
	u64 *blocked = &current_thread()->signals.blocked;
	u64 before = *blocked;

	if ((mask && !vm_reachable(mask, sizeof(*mask))) ||
	    (old && !vm_reachable(old, sizeof(*old))))
		return -EFAULT;
	if (mask && a->value[0] == SIG_BLOCK)
		*blocked |= *mask;
	else if (mask && a->value[0] == SIG_UNBLOCK)
		*blocked &= ~*mask;
	else if (mask)
		*blocked = *mask;
	if (old)
		*old = before;
	return 0;
}

long sys_sigaltstack(struct arguments *a)
{
	const struct stack *stack = (void *)a->value[0];
	struct stack *old = (void *)a->value[1];
	struct stack *mine = &current_thread()->signals.stack;
	struct stack before = *mine;

	if ((stack && !vm_reachable(stack, sizeof(*stack))) ||
	    (old && !vm_reachable(old, sizeof(*old))))
		return -EFAULT;
	if (stack)
		*mine = *stack;
	if (old) {
		*old = before;
		old->flags = before.size ? before.flags : SS_DISABLE;
	}
	return 0;
}

long sys_rt_sigreturn(struct arguments *a)
{
	struct thread *self = current_thread();

	(void)a;
	signal_pop(self);
	return frame_result(&self->frame);
}

/* There is one process; any of its threads may take the signal. */
long sys_kill(struct arguments *a)
{
	int number = a->value[1];

	if (number < 0 || number >= SIGNALS)
		return -EINVAL;
	if (a->value[0] != PROCESS)
		return -ESRCH;
	if (number)
		signal_send(current_thread(), number);
	return 0;
}

long sys_tgkill(struct arguments *a)
{
	struct thread *thread = thread_find(a->value[1]);
	int number = a->value[2];

	if (number < 1 || number >= SIGNALS)
		return -EINVAL;
	if (!thread)
		return -ESRCH;
	signal_send(thread, number);
	return 0;
}
