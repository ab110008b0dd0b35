// SPDX-License-Identifier: MIT
#define _GNU_SOURCE
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "window.h"

/* What the agent and the child that waits share. */
struct order {
	size_t argc, envc, length;
	int error;
	char strings[WINDOW_BODY_MAX];
};

static struct order *order;
static int null_file = -1;

int child_prepare(void)
{
	order = mmap(NULL, sizeof(*order), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		     -1, 0);
	null_file = open("/dev/null", O_RDWR | O_CLOEXEC);
	return order == MAP_FAILED || null_file < 0 ? -1 : 0;
}

/* Point argv and environment, each ended by NULL, into the strings; NULL if they lie. */
static char **split(void)
{
	char **list = calloc(order->argc + order->envc + 2, sizeof(*list));
	char *string = order->strings, *end = string + order->length;

	for (size_t i = 0; list && i < order->argc + order->envc; i++) {
		char *nul = memchr(string, '\0', end - string);

		if (!nul)
			return NULL;
		list[i + (i >= order->argc)] = string;
		string = nul + 1;
	}
	return string == end && order->argc ? list : NULL;
}

/*
 * execve() along the path. Not execvpe(): that one hands a file of no known
 * format to a shell, and ENOEXEC is a result that tests look for.
 */
static int execute(void)
{
	static const char *const folders[] = { "/bin", "/payloads" };
	char **argv = split();
	char path[PATH_MAX];

	if (!argv)
		return EINVAL;
	if (strchr(argv[0], '/')) {
		execve(argv[0], argv, argv + order->argc + 1);
		return errno;
	}
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		snprintf(path, sizeof(path), "%s/%s", folders[i], argv[0]);
		execve(path, argv, argv + order->argc + 1);
		if (errno != ENOENT)
			break;
	}
	return errno;
}

/* In the child. */
static void wait_and_become(int out, int err, int start)
{
	char byte;

	/* A session of its own: kill(0, …) then reaches no one else. */
	setsid();
	if (dup2(null_file, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
	    dup2(err, STDERR_FILENO) < 0)
		order->error = errno;
	else if (read(start, &byte, 1) == 1)
		order->error = execute();
	_exit(127);
}

static pid_t fork_with_pidfd(int *pidfd)
{
	return syscall(SYS_clone, CLONE_PIDFD | SIGCHLD, NULL, pidfd, NULL, NULL);
}

int child_fork(struct child *child)
{
	int pipes[3][2], made = 0, error;

	while (made < 3 && !pipe2(pipes[made], O_CLOEXEC))
		made++;
	if (made == 3) {
		child->pid = fork_with_pidfd(&child->pidfd);
		if (child->pid == 0) {
			/* Or it would not see that the agent is gone. */
			close(pipes[2][1]);
			wait_and_become(pipes[0][1], pipes[1][1], pipes[2][0]);
		}
	}
	error = made < 3 || child->pid < 0 ? errno : 0;
	child->out = pipes[0][0];
	child->err = pipes[1][0];
	child->start = pipes[2][1];
	for (int i = 0; i < made; i++)
		close(pipes[i][i < 2]);
	for (int i = 0; error && i < made; i++)
		close(pipes[i][i == 2]);
	return error;
}

int child_become(struct child *child, const struct program *program)
{
	int error;

	order->argc = program->argc;
	order->envc = program->envc;
	order->length = program->length;
	order->error = 0;
	memcpy(order->strings, program->strings, program->length);
	error = write(child->start, "", 1) == 1 ? 0 : errno;
	close(child->start);
	return error;
}

int child_error(void)
{
	return order->error;
}
