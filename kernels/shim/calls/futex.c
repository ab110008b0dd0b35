// SPDX-License-Identifier: MIT
/* System call: futex(2). Numbers are those of Linux include/uapi/linux/futex.h. */
#include "core/errno.h"
#include "core/machine.h"
#include "core/syscall.h"
#include "sched/thread.h"
#include "sched/deadline.h"
#include "mm/vm.h"

#define FUTEX_WAIT 0
#define FUTEX_WAKE 1
#define FUTEX_PRIVATE 128

static long wait(const u32 *word, u32 expected, const struct timespec *timeout)
{
	if (timeout && !vm_reachable(timeout, sizeof(*timeout)))
		return -EFAULT;
	if (*word != expected)
		return -EAGAIN;
	thread_block(word, timeout ? deadline_after(timespec_ns(timeout)) : NEVER, -ETIMEDOUT);
	return 0;
}

long sys_futex(struct arguments *a)
{
	const u32 *word = (void *)a->value[0];

	if (!vm_reachable(word, sizeof(*word)))
		return -EFAULT;
	switch (a->value[1] & ~FUTEX_PRIVATE) {
	case FUTEX_WAIT:
		return wait(word, a->value[2], (void *)a->value[3]);
	case FUTEX_WAKE:
		return threads_wake(word, a->value[2], 0);
	default:
		return -ENOSYS;
	}
}
