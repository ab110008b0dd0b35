// SPDX-License-Identifier: MIT
#define _GNU_SOURCE
#include "program.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "child.h"

enum { STDOUT, STDERR, EXIT, WATCHED };

static struct child spare;
static bool has_spare;

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int program_prepare(void)
{
	/* A spare that somebody killed is not a reason to die. */
	signal(SIGPIPE, SIG_IGN);
	return child_prepare();
}

void program_spare(void)
{
	if (!has_spare)
		has_spare = !child_fork(&spare);
}

/* Hand on one chunk of at most @limit bytes; returns its size, 0 at the end. */
static size_t forward(int fd, int stream, size_t limit, program_output *output, void *context)
{
	static uint8_t chunk[PROGRAM_CHUNK];
	ssize_t count = read(fd, chunk, limit < sizeof(chunk) ? limit : sizeof(chunk));

	if (count <= 0)
		return 0;
	output(context, stream, chunk, count);
	return count;
}

/*
 * Hand on what the pipe holds now. Not up to its end: a process that the program
 * left behind may hold the pipe open, or write to it for ever.
 */
static void drain(int fd, int stream, program_output *output, void *context)
{
	int left = 0;

	if (fd < 0 || ioctl(fd, FIONREAD, &left))
		return;
	while (left > 0) {
		size_t count = forward(fd, stream, left, output, context);

		if (!count)
			return;
		left -= count;
	}
}

/* Milliseconds until @deadline for poll(); -1 if there is none. */
static int left_until(uint64_t deadline)
{
	uint64_t now;

	if (!deadline)
		return -1;
	now = now_ns();
	return now >= deadline ? 0 : (deadline - now + 999999) / 1000000;
}

/*
 * Hand on output until the program is over and both pipes are drained; false if it
 * is not over by @deadline.
 */
static bool pump(struct pollfd watched[WATCHED], uint64_t deadline, program_output *output,
		 void *context)
{
	while (!watched[EXIT].revents) {
		int left = left_until(deadline);

		if (!poll(watched, WATCHED, left) || !left)
			return false;
		for (int i = STDOUT; i <= STDERR; i++)
			if (watched[i].revents &&
			    !forward(watched[i].fd, i + 1, PROGRAM_CHUNK, output, context))
				watched[i].fd = -1;
	}
	return true;
}

static struct program_result reap(pid_t pid)
{
	int status = 0;

	waitpid(pid, &status, 0);
	if (WIFSIGNALED(status))
		return (struct program_result){ PROGRAM_SIGNALLED, WTERMSIG(status), 0 };
	if (child_error())
		return (struct program_result){ PROGRAM_NOT_STARTED, child_error(), 0 };
	return (struct program_result){ PROGRAM_EXITED, WEXITSTATUS(status), 0 };
}

/* Wait for the program, and end it and all of its group when its time is over. */
static struct program_result attend(const struct child *child, uint64_t deadline,
				    program_output *output, void *context)
{
	struct pollfd watched[WATCHED] = {
		[STDOUT] = { .fd = child->out, .events = POLLIN },
		[STDERR] = { .fd = child->err, .events = POLLIN },
		[EXIT] = { .fd = child->pidfd, .events = POLLIN },
	};
	bool in_time = pump(watched, deadline, output, context);
	struct program_result result;

	if (!in_time) {
		kill(-child->pid, SIGKILL);
		kill(child->pid, SIGKILL);	/* it may lead another group by now */
	}
	result = reap(child->pid);
	if (!in_time)
		result.end = PROGRAM_TIMED_OUT;
	for (int i = STDOUT; i <= STDERR; i++)
		drain(watched[i].fd, i + 1, output, context);
	return result;
}

struct program_result program_run(const struct program *program, program_output *output,
				  void *context)
{
	struct program_result result = { PROGRAM_NOT_STARTED, 0, 0 };
	uint64_t started = now_ns();
	struct child child;

	result.value = has_spare ? 0 : child_fork(&spare);
	if (result.value)
		return result;
	child = spare;
	has_spare = false;
	if (child_become(&child, program))
		kill(child.pid, SIGKILL);
	result = attend(&child, program->limit_ms ? started + program->limit_ms * 1000000ull : 0,
			output, context);
	close(child.pidfd);
	close(child.out);
	close(child.err);
	result.wall_ns = now_ns() - started;
	return result;
}
