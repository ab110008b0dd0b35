#define _GNU_SOURCE
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define STACK_SIZE	(64 << 10)	/* of a child until it is a program */

enum { STDOUT, STDERR, EXIT, WATCHED };

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int null_file = -1;

void program_prepare(void)
{
	null_file = open("/dev/null", O_RDWR | O_CLOEXEC);
}

/*
 * execve() along the path. Not execvpe(): that one hands a file of no known
 * format to a shell, and ENOEXEC is a result that tests look for.
 */
static int execute(const struct program *program)
{
	static const char *const folders[] = { "/bin", "/payloads" };
	char *const *argv = program->argv;
	char *const *environment = program->environment;
	char path[PATH_MAX];

	if (strchr(argv[0], '/')) {
		execve(argv[0], argv, environment);
		return errno;
	}
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		snprintf(path, sizeof(path), "%s/%s", folders[i], argv[0]);
		execve(path, argv, environment);
		if (errno != ENOENT)
			break;
	}
	return errno;
}

/* What the child needs while it runs in its parent's memory, and what it leaves there. */
struct birth {
	const struct program *program;
	int out, err;
	int error;
};

/*
 * In the child: become the program, or say why not. Its memory is the agent's, which
 * waits: an emulated guest takes half the time for that than for a copy.
 */
static int become(void *context)
{
	struct birth *birth = context;

	/* A session of its own: kill(0, …) then reaches no one else. */
	setsid();
	if (dup2(null_file, STDIN_FILENO) < 0 || dup2(birth->out, STDOUT_FILENO) < 0 ||
	    dup2(birth->err, STDERR_FILENO) < 0)
		birth->error = errno;
	else
		birth->error = execute(birth->program);
	_exit(127);
}

/* Start a program; returns its pid, and in @pidfd its descriptor, or an errno negated. */
static pid_t start(const struct program *program, int out, int err, int *pidfd)
{
	static uint8_t stack[STACK_SIZE] __attribute__((aligned(16)));
	struct birth birth = { .program = program, .out = out, .err = err };
	pid_t pid = clone(become, stack + sizeof(stack),
			  CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD, &birth, pidfd);

	if (pid < 0)
		return -errno;
	if (!birth.error)
		return pid;
	waitpid(pid, NULL, 0);
	close(*pidfd);
	return -birth.error;
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
	uint64_t now = now_ns();

	if (!deadline)
		return -1;
	return now >= deadline ? 0 : (deadline - now + 999999) / 1000000;
}

/*
 * Hand on output until the process @exit is over and both pipes are drained; false
 * if it is not over by @deadline.
 */
static bool pump(int out, int err, int exit, uint64_t deadline, program_output *output,
		 void *context)
{
	struct pollfd watched[WATCHED] = {
		[STDOUT] = { .fd = out, .events = POLLIN },
		[STDERR] = { .fd = err, .events = POLLIN },
		[EXIT] = { .fd = exit, .events = POLLIN },
	};

	while (!watched[EXIT].revents) {
		int left = left_until(deadline);

		if (!poll(watched, WATCHED, left) || (deadline && !left))
			return false;
		for (int i = STDOUT; i <= STDERR; i++)
			if (watched[i].revents &&
			    !forward(watched[i].fd, i + 1, PROGRAM_CHUNK, output, context))
				watched[i].fd = -1;
	}
	for (int i = STDOUT; i <= STDERR; i++)
		drain(watched[i].fd, i + 1, output, context);
	return true;
}

static struct program_result reap(pid_t pid)
{
	int status;

	waitpid(pid, &status, 0);
	if (WIFSIGNALED(status))
		return (struct program_result){ PROGRAM_SIGNALLED, WTERMSIG(status), 0 };
	return (struct program_result){ PROGRAM_EXITED, WEXITSTATUS(status), 0 };
}

/* Wait for @pid, and end it and all of its group when its time is over. */
static struct program_result attend(pid_t pid, int exit, int out, int err, uint64_t deadline,
				    program_output *output, void *context)
{
	bool in_time = pump(out, err, exit, deadline, output, context);
	struct program_result result;

	if (!in_time) {
		kill(-pid, SIGKILL);
		kill(pid, SIGKILL);	/* it may not lead its group yet */
		drain(out, STDOUT + 1, output, context);
		drain(err, STDERR + 1, output, context);
	}
	close(exit);
	result = reap(pid);
	if (!in_time)
		result.end = PROGRAM_TIMED_OUT;
	return result;
}

static struct program_result not_started(int error)
{
	return (struct program_result){ PROGRAM_NOT_STARTED, error, 0 };
}

/* Run a program between two pipes that are open, and close their writing ends. */
static struct program_result run_piped(const struct program *program, int out[2], int err[2],
				       program_output *output, void *context)
{
	struct program_result result;
	uint64_t started = now_ns();
	uint64_t deadline = program->limit_ms ? started + program->limit_ms * 1000000ull : 0;
	int exit;
	pid_t pid = start(program, out[1], err[1], &exit);

	close(out[1]);
	close(err[1]);
	if (pid < 0)
		return not_started(-pid);
	result = attend(pid, exit, out[0], err[0], deadline, output, context);
	result.wall_ns = now_ns() - started;
	return result;
}

struct program_result program_run(const struct program *program, program_output *output,
				  void *context)
{
	struct program_result result;
	int out[2], err[2];

	if (pipe2(out, O_CLOEXEC))
		return not_started(errno);
	if (pipe2(err, O_CLOEXEC)) {
		result = not_started(errno);
		close(out[1]);
	} else {
		result = run_piped(program, out, err, output, context);
		close(err[0]);
	}
	close(out[0]);
	return result;
}
