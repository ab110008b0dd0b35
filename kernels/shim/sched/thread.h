/* SPDX-License-Identifier: MIT */
/*
 * Threads: each of the runtime's Ms is one. All of a thread that is not on a processor is
 * in its struct thread: the shim keeps no stack for it. A trap saves the registers into
 * the current thread's frame, runs on the processor's stack with interrupts off and ends
 * by resuming the frame of whatever thread comes next. A thread is ready, and so for any
 * processor to take, from somewhere within a trap; the lock keeps the others from it until
 * that trap has saved all of it.
 */
#pragma once

#include "core/cpu.h"
#include "sched/frame.h"
#include "sched/signal.h"
#include "core/types.h"

enum thread_state { THREAD_READY, THREAD_RUNNING, THREAD_BLOCKED };

struct thread {
	u8 fp[FP_SIZE] __attribute__((aligned(64)));
	struct frame frame __attribute__((aligned(16)));
	uptr tls;
	u32 id;
	enum thread_state state;
	struct thread *next;		/* in the list of all threads */
	struct thread *next_ready;
	u64 deadline;			/* when a blocked thread gives up, or NEVER */
	const void *waits_for;		/* what wakes it before that */
	long on_timeout;		/* what its system call returns then */
	struct signals signals;
};

static inline struct thread *current_thread(void)
{
	return this_cpu()->current;
}

/* The first thread of Go. */
void threads_init(uptr entry, uptr stack);
/* What a processor runs when no thread is ready. */
struct thread *thread_idle(void);
/* A copy of the current thread with a stack and thread-local storage of its own. */
struct thread *thread_clone(uptr stack, bool set_tls, uptr tls);
void thread_exit(void);
struct thread *thread_find(u32 id);

/*
 * Blocks the current thread until thread_wake, which sets what its system call returns,
 * or until the deadline, when it returns on_timeout.
 */
void thread_block(const void *waits_for, u64 deadline, long on_timeout);
void thread_wake(struct thread *thread, long result);
/* Wakes up to count threads that wait for this; returns how many. */
u32 threads_wake(const void *waits_for, u32 count, long result);
void thread_yield(void);

/* The clock's tick: wakes who has slept enough and ends the turns of those that run. */
void threads_tick(void);
/* The current thread goes to the end of the line, if there is one. */
void threads_end_turn(void);
/*
 * A device that interrupts has a reader from now on, or none any more: while one has, the machine
 * does not rest.
 */
void threads_await_device(bool has_reader);
/* The end of every trap, and of the shim's lock: the frame to resume, signals delivered. */
struct frame *threads_resume(void);

/* Of the architecture: makes what is not in the frame that of another thread. */
void thread_switch(struct thread *from, struct thread *to);
void frame_init(struct frame *frame, uptr entry, uptr stack);
/* What threads in idle run, interrupts on: sleep until one comes, for ever. */
void idle_loop(void);
