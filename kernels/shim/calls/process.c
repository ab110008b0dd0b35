// SPDX-License-Identifier: MIT
/* System calls: the process, its threads and its processors. */
#include "core/arch.h"
#include "core/errno.h"
#include "core/machine.h"
#include "core/print.h"
#include "smp/processors.h"
#include "core/syscall.h"
#include "sched/thread.h"
#include "mm/vm.h"

#define PROCESS 1

/* Linux include/uapi/linux/sched.h */
#define CLONE_VM 0x00000100
#define CLONE_THREAD 0x00010000
#define CLONE_SETTLS 0x00080000

long sys_clone(struct arguments *a)
{
	uptr flags = a->value[0];

	if (!(flags & CLONE_VM) || !(flags & CLONE_THREAD))
		return -EINVAL;
	struct thread *child = thread_clone(a->value[1], flags & CLONE_SETTLS, CLONE_TLS(a));

	return child ? (long)child->id : -EAGAIN;
}

long sys_exit(struct arguments *a)
{
	(void)a;
	thread_exit();
	return 0;
}

long sys_exit_group(struct arguments *a)
{
	u32 code = a->value[0];

	if (code > MOST_EXIT_CODE)
		panic_value("an exit code of more than 31 bits:", code);
	machine_exit(code);
}

long sys_sched_yield(struct arguments *a)
{
	(void)a;
	thread_yield();
	return 0;
}

/* One bit a processor; returns the bytes written. */
long sys_sched_getaffinity(struct arguments *a)
{
	unsigned long *mask = (void *)a->value[2];

	if (a->value[1] < sizeof(*mask))
		return -EINVAL;
	if (!vm_reachable(mask, sizeof(*mask)))
		return -EFAULT;
	*mask = ~0ul >> (MOST_PROCESSORS - processors_running());
	return sizeof(*mask);
}

long sys_gettid(struct arguments *a)
{
	(void)a;
	return current_thread()->id;
}

long sys_getpid(struct arguments *a)
{
	(void)a;
	return PROCESS;
}

/* The runtime names its mappings through it, and does without. */
long sys_prctl(struct arguments *a)
{
	(void)a;
	return -EINVAL;
}
