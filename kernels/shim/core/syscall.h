/* SPDX-License-Identifier: MIT */
/* The Linux system calls that the Go runtime makes. */
#pragma once

#include "core/types.h"

struct arguments {
	uptr value[6];
};

/* Answers the system call in the current thread's frame. */
void syscall(u32 number, struct arguments *arguments);

/* One a call: each returns a value or a negative errno. */
#define DECLARE(name) long sys_##name(struct arguments *a);
#define SYSTEM_CALL(number, name) DECLARE(name)
#include "core/syscalls.h"
#undef SYSTEM_CALL
#undef DECLARE
