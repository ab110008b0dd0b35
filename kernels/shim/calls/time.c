// SPDX-License-Identifier: MIT
/* System calls: clocks and sleep. Numbers are those of Linux include/uapi/linux/time.h. */
#include "core/arch.h"
#include "core/errno.h"
#include "core/machine.h"
#include "core/syscall.h"
#include "sched/thread.h"
#include "sched/deadline.h"
#include "mm/vm.h"

#define CLOCK_REALTIME 0

/* Every clock but the real-time one counts from the start of the machine. */
long sys_clock_gettime(struct arguments *a)
{
	struct timespec *time = (void *)a->value[1];
	u64 seconds = clock_now();

	if (!vm_reachable(time, sizeof(*time)))
		return -EFAULT;
	time->nanoseconds = divide(&seconds, NS_PER_SECOND);
	time->seconds = seconds + (a->value[0] == CLOCK_REALTIME ? clock_epoch() : 0);
	return 0;
}

long sys_nanosleep(struct arguments *a)
{
	const struct timespec *time = (void *)a->value[0];

	if (!vm_reachable(time, sizeof(*time)))
		return -EFAULT;
	thread_block(NULL, deadline_after(timespec_ns(time)), 0);
	return 0;
}
