// SPDX-License-Identifier: MIT
#include "core/syscall.h"

#include "core/errno.h"
#include "core/print.h"
#include "sched/thread.h"

typedef long handler(struct arguments *a);

#define HIGHEST 512

static handler *const handlers[HIGHEST] = {
#define SYSTEM_CALL(number, name) [number] = sys_##name,
#include "core/syscalls.h"
#undef SYSTEM_CALL
};

/* Named once each, so that a program which asks again and again does not flood the line. */
static void name_missing(u32 number)
{
	static u32 named[HIGHEST / 32];

	if (number < HIGHEST) {
		if (named[number / 32] & 1u << number % 32)
			return;
		named[number / 32] |= 1u << number % 32;
	}
	print("shim: system call ");
	print_decimal(number);
	print(" is missing, the program gets ENOSYS\n");
}

long sys_absent(struct arguments *a)
{
	(void)a;
	return -ENOSYS;
}

void syscall(u32 number, struct arguments *arguments)
{
	handler *answer = number < HIGHEST ? handlers[number] : NULL;

	if (!answer) {
		name_missing(number);
		answer = sys_absent;
	}
	long result = answer(arguments);
	struct thread *self = current_thread();

	/* A blocked thread gets its result when it is woken; one that exited, none. */
	if (self && self->state != THREAD_BLOCKED)
		frame_set_result(&self->frame, result);
}
