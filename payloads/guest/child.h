/* SPDX-License-Identifier: MIT */
/*
 * A process that waits to become a program, and the program that it became.
 */
#ifndef CHILD_H
#define CHILD_H

#include <stddef.h>
#include <sys/types.h>

#include "program.h"

struct child {
	pid_t pid;
	int pidfd;
	int out, err;		/* reading ends of its output */
	int start;		/* writing end: a byte makes it go on */
};

int child_prepare(void);

/* Fork one that waits; 0 or an errno. */
int child_fork(struct child *child);

/* Have it become @program; 0 or an errno. */
int child_become(struct child *child, const struct program *program);

/* errno of its execve(), once it has ended; 0 if it became the program. */
int child_error(void);

#endif
