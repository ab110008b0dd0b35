/* SPDX-License-Identifier: MIT */
/*
 * Signals, as the runtime uses them: a fault becomes a Go panic, and tgkill stops a
 * goroutine that does not stop by itself. Numbers and flags are those of Linux
 * include/uapi/asm-generic/{signal,siginfo}.h.
 */
#pragma once

#include "core/types.h"

#define SIGILL 4
#define SIGTRAP 5
#define SIGBUS 7
#define SIGFPE 8
#define SIGSEGV 11
#define SIGCHLD 17
#define SIGCONT 18
#define SIGURG 23
#define SIGWINCH 28
#define SIGNALS 65

#define SI_KERNEL 0x80
#define SI_TKILL (-6)
#define ILL_ILLOPN 2
#define FPE_INTDIV 1
#define FPE_FLTINV 7
#define SEGV_MAPERR 1
#define SEGV_ACCERR 2
#define BUS_ADRALN 1
#define BUS_OBJERR 3
#define TRAP_BRKPT 1

#define SA_ONSTACK 0x08000000
#define SA_NODEFER 0x40000000

#define SS_DISABLE 2

#define SIG_BLOCK 0
#define SIG_UNBLOCK 1
#define SIG_SETMASK 2

/* The kernel's layouts, which the widths of the types make right on each architecture. */
struct sigaction {
	uptr handler;
	unsigned long flags;
	uptr restorer;
	u64 mask;
} __attribute__((packed, aligned(4)));

struct stack {
	uptr base;
	int flags;
	size_t size;
};

struct siginfo {
	int number, error, code;
	union {
		uptr address;
		u32 sender[2];		/* process, user */
		u8 size[sizeof(uptr) == 8 ? 112 : 116];	/* 128 in all */
	} __attribute__((aligned(sizeof(uptr))));
};

/* A thread's part. */
struct signals {
	u64 pending, blocked;
	struct stack stack;
};

struct thread;

static inline u64 signal_bit(int number)
{
	return 1ull << (number - 1);
}

/* Whether a stack pointer lies on the thread's alternate stack. */
bool signal_on_stack(const struct thread *thread, uptr pointer);

/* Sends to a thread, which takes it when it next runs. */
void signal_send(struct thread *thread, int number);
/* The current thread did it itself, here and now: it runs the handler next, or all ends. */
void signal_fault(int number, int code, uptr address);
/* Makes the current thread run the handler of a pending signal. */
void signal_deliver(struct thread *thread);

/* Of the architecture: the frame in which a handler runs, and the return from it. */
void signal_push(struct thread *thread, const struct siginfo *info, const struct sigaction *action);
void signal_pop(struct thread *thread);
/* Where the handler's frame begins: below the alternate stack's top or the stack pointer. */
uptr signal_stack(const struct thread *thread, const struct sigaction *action, size_t size);
