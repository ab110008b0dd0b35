#define _GNU_SOURCE
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STDOUT, STDERR, EXIT, WATCHED };

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* What every program's environment holds, and behind it what is asked for. */
static char **environment_of(const struct program *program)
{
	static char *const always[] = { "PATH=/bin:/payloads", "HOME=/" };
	const size_t few = sizeof(always) / sizeof(*always);
	size_t more = 0;
	char **all;

	while (program->environment[more])
		more++;
	all = calloc(few + more + 1, sizeof(*all));
	if (!all)
		_exit(126);
	/* The first of two with one name is what getenv() finds. */
	memcpy(all, program->environment, more * sizeof(*all));
	memcpy(all + more, always, sizeof(always));
	return all;
}

/*
 * execve() along the path. Not execvpe(): that one hands a file of no known
 * format to a shell, and ENOEXEC is a result that tests look for.
 */
static int execute(const struct program *program)
{
	static const char *const folders[] = { "/bin", "/payloads" };
	char *const *argv = program->argv;
	char **environment = environment_of(program);
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

/* The agent is spared when memory runs out; what it runs is not. */
static void become_killable(void)
{
	int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

	if (fd >= 0 && write(fd, "0", 1) != 1)
		perror("agent: oom_score_adj");
}

/* In the child: become the program, or report why not. Never returns. */
static void become(const struct program *program, int out, int err, int report)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	int error;

	become_killable();
	/* A session of its own: kill(0, …) then reaches no one else. */
	setsid();
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
	    dup2(err, STDERR_FILENO) < 0)
		error = errno;
	else
		error = execute(program);
	/* A short write leaves an empty pipe and exit code 127: odd, but no lie. */
	_exit(write(report, &error, sizeof(error)) < 0 ? 126 : 127);
}

/*
 * Fork and exec @program. The report pipe closes with a successful execve() and
 * carries its errno otherwise. Returns the child's pid, or that errno negated.
 */
static pid_t start(const struct program *program, int out, int err)
{
	int report[2], error;
	pid_t pid;

	if (pipe2(report, O_CLOEXEC))
		return -errno;
	pid = fork();
	if (pid == 0)
		become(program, out, err, report[1]);
	error = errno;
	close(report[1]);
	if (pid < 0) {
		pid = -error;
	} else if (read(report[0], &error, sizeof(error)) == sizeof(error)) {
		waitpid(pid, NULL, 0);
		pid = -error;
	}
	close(report[0]);
	return pid;
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
static struct program_result attend(pid_t pid, int out, int err, uint64_t deadline,
				    program_output *output, void *context)
{
	int exit = pidfd_open(pid, 0);
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
	pid_t pid = start(program, out[1], err[1]);

	close(out[1]);
	close(err[1]);
	if (pid < 0)
		return not_started(-pid);
	result = attend(pid, out[0], err[0], deadline, output, context);
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
