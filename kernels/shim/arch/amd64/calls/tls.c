// SPDX-License-Identifier: MIT
/* System call arch_prctl(2): Linux arch/x86/include/uapi/asm/prctl.h. */
#include "core/errno.h"
#include "core/msr.h"
#include "core/syscall.h"
#include "sched/thread.h"

#define ARCH_SET_FS 0x1002

long sys_arch_prctl(struct arguments *a)
{
	if (a->value[0] != ARCH_SET_FS)
		return -EINVAL;
	current_thread()->tls = a->value[1];
	msr_write(MSR_FS_BASE, a->value[1]);
	return 0;
}
