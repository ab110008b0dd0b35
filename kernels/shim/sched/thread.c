// SPDX-License-Identifier: MIT
#include "sched/thread.h"

#include "core/biglock.h"
#include "core/errno.h"
#include "core/machine.h"
#include "mm/pages.h"
#include "mm/paging.h"
#include "core/print.h"
#include "smp/processors.h"

_Static_assert(sizeof(struct thread) <= PAGE_SIZE, "a thread fits on a page");

static struct thread *threads;
static struct thread *ready_first, **ready_end = &ready_first;
static u32 ready_count;
static u32 last_id;
static u32 awaited_devices;

/*
 * What the bench reads in memory (bench/guest/linux/linux_rest.py): until when, as of the last tick, nothing
 * runs unless the serial line interrupts. NEVER if nothing sleeps for a time.
 */
static volatile struct {
	u8 magic[16];
	u64 now, until;
} rest = { .magic = "emubench: rests" };

static struct thread *thread_new(void)
{
	struct thread *thread = page_alloc();

	if (thread) {
		thread->id = ++last_id;
		thread->deadline = NEVER;
		thread->next = threads;
		threads = thread;
	}
	return thread;
}

static void make_ready(struct thread *thread)
{
	thread->state = THREAD_READY;
	thread->next_ready = NULL;
	*ready_end = thread;
	ready_end = &thread->next_ready;
	ready_count++;
}

static struct thread *take_ready(void)
{
	struct thread *thread = ready_first;

	if (thread) {
		ready_first = thread->next_ready;
		if (!ready_first)
			ready_end = &ready_first;
		ready_count--;
	}
	return thread;
}

void threads_init(uptr entry, uptr stack)
{
	struct thread *first = thread_new();

	if (!first)
		panic("no memory for the first thread");
	fp_init(first->fp);
	frame_init(&first->frame, entry, stack);
	make_ready(first);
}

struct thread *thread_idle(void)
{
	struct thread *idle = page_alloc();

	if (!idle)
		panic("no memory for an idle thread");
	fp_init(idle->fp);
	frame_init(&idle->frame, (uptr)idle_loop, (uptr)idle + PAGE_SIZE);
	return idle;
}

struct thread *thread_clone(uptr stack, bool set_tls, uptr tls)
{
	struct thread *parent = current_thread(), *child = thread_new();

	if (!child)
		return NULL;
	fp_save(child->fp);
	child->frame = parent->frame;
	frame_set_stack(&child->frame, stack);
	frame_set_result(&child->frame, 0);
	child->tls = set_tls ? tls : parent->tls;
	child->signals.blocked = parent->signals.blocked;
	make_ready(child);
	return child;
}

void thread_exit(void)
{
	struct thread *self = current_thread(), **link = &threads;

	while (*link != self)
		link = &(*link)->next;
	*link = self->next;
	this_cpu()->current = NULL;
	page_free(self);
	if (!threads)
		machine_exit(0);
}

struct thread *thread_find(u32 id)
{
	struct thread *thread = threads;

	while (thread && thread->id != id)
		thread = thread->next;
	return thread;
}

void thread_block(const void *waits_for, u64 deadline, long on_timeout)
{
	struct thread *self = current_thread();

	self->state = THREAD_BLOCKED;
	self->waits_for = waits_for;
	self->deadline = deadline;
	self->on_timeout = on_timeout;
}

void thread_wake(struct thread *thread, long result)
{
	if (thread->state != THREAD_BLOCKED)
		return;
	frame_set_result(&thread->frame, result);
	thread->waits_for = NULL;
	thread->deadline = NEVER;
	make_ready(thread);
}

u32 threads_wake(const void *waits_for, u32 count, long result)
{
	u32 woken = 0;

	for (struct thread *t = threads; t && woken < count; t = t->next) {
		if (t->state != THREAD_BLOCKED || t->waits_for != waits_for)
			continue;
		thread_wake(t, result);
		woken++;
	}
	return woken;
}

void thread_yield(void)
{
	make_ready(current_thread());
}

/*
 * A futex has a timeout for Go's scheduler alone, which then looks around: what a program sleeps
 * for, and its timers, are deadlines of the poller and of nanosleep.
 */
static u64 rests_until(u64 now)
{
	u64 until = NEVER;

	if (ready_count || processors_idle() < processors_running() || awaited_devices)
		return now;
	for (struct thread *t = threads; t; t = t->next)
		if (t->on_timeout != -ETIMEDOUT && t->deadline < until)
			until = t->deadline;
	return until;
}

void threads_await_device(bool has_reader)
{
	awaited_devices += has_reader ? 1 : -1;
}

void threads_tick(void)
{
	u64 now = clock_now();

	paging_tick();
	for (struct thread *t = threads; t; t = t->next)
		if (t->state == THREAD_BLOCKED && t->deadline <= now)
			thread_wake(t, t->on_timeout);
	rest.now = now;
	rest.until = rests_until(now);
	/* Whom no idle processor will take, takes his turn from another. */
	u32 idle = processors_idle();

	if (ready_count > idle && processors_end_turns(ready_count - idle))
		threads_end_turn();
}

void threads_end_turn(void)
{
	if (ready_first && current_thread() != this_cpu()->idle)
		thread_yield();
}

/* Who runs next: the current thread if it still may, else the next in line, else idle. */
static struct thread *choose(struct cpu *cpu)
{
	struct thread *self = cpu->current;

	if (self && self != cpu->idle && self->state == THREAD_RUNNING)
		return self;
	struct thread *next = take_ready();

	return next ? next : cpu->idle;
}

struct frame *threads_resume(void)
{
	struct cpu *cpu = this_cpu();
	struct thread *from = cpu->current, *to = choose(cpu);

	if (from != to) {
		thread_switch(from, to);
		cpu->current = to;
		cpu->frame_end = &to->frame + 1;
	}
	to->state = THREAD_RUNNING;
	if (to != cpu->idle)
		signal_deliver(to);
	processors_rouse(ready_count);
	shim_unlock();
	return &to->frame;
}
