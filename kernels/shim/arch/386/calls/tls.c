// SPDX-License-Identifier: MIT
#include "core/errno.h"
#include "core/segments.h"
#include "core/syscall.h"
#include "mm/vm.h"
#include "sched/thread.h"
#include "sched/tls.h"

/* Linux arch/x86/include/uapi/asm/ldt.h. */
struct user_desc {
	u32 entry, base, limit, flags;
};

/* System call set_thread_area(2): there is one entry, and it changes with the thread. */
long sys_set_thread_area(struct arguments *a)
{
	struct user_desc *area = (void *)a->value[0];

	if (!vm_reachable(area, sizeof(*area)))
		return -EFAULT;
	area->entry = SEGMENT_TLS / 8;
	current_thread()->tls = area->base;
	tls_use(area->base);
	return 0;
}
