// SPDX-License-Identifier: MIT
/* System calls about files that only 32 bits have: open(2) and _llseek(2). */
#include "files/archive_calls.h"

#include "core/errno.h"
#include "core/syscall.h"
#include "mm/vm.h"

#define AT_FDCWD -100

long sys_open(struct arguments *a)
{
	struct arguments at = { { AT_FDCWD, a->value[0], a->value[1], a->value[2] } };

	return sys_openat(&at);
}

/* The offset comes in two halves, and the place goes where the fourth argument points. */
long sys_llseek(struct arguments *a)
{
	s64 *place = (void *)a->value[3];
	s64 offset = (u64)a->value[1] << 32 | a->value[2];

	if (!vm_reachable(place, sizeof(*place)))
		return -EFAULT;
	return file_seek(a->value[0], offset, a->value[4], place);
}
