// SPDX-License-Identifier: MIT
/*
 * files SEED COUNT SUFFIX...: executes COUNT files of random sizes up to 64 KiB, bytes
 * and names, with one of the suffixes each, and says what came of them, a line for each
 * outcome: "exit CODE TIMES", "signal NUMBER TIMES", "errno NUMBER TIMES".
 *
 * Random code may be any code. It runs as nobody, without a right to write files or
 * start processes, for a hundredth of a second of CPU time.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define LARGEST		65536
#define FOLDER		"/fuzz"
#define NOBODY		65534
#define MICROSECONDS	10000
#define OUTCOMES	256

static uint64_t state;
static unsigned long exits[OUTCOMES], signals[OUTCOMES], errors[OUTCOMES];

/* xorshift64*: the same numbers from the same seed on every processor. */
static uint64_t draw(void)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return state * 0x2545f4914f6cdd1dULL;
}

static void die(const char *what)
{
	perror(what);
	exit(2);
}

/* Small files are as likely as large ones: the edges are where the bugs are. */
static size_t draw_size(void)
{
	size_t largest = (size_t)1 << draw() % 17;

	return draw() % (largest + 1);
}

static void draw_name(char *path, size_t size, char **suffixes, int count)
{
	static const char letters[] = "abc.*-_ \xe2\x99\x9a";
	int length = 1 + draw() % 12;
	int at = snprintf(path, size, FOLDER "/x");	/* and not "." */

	while (length--)
		path[at++] = letters[draw() % (sizeof(letters) - 1)];
	snprintf(path + at, size - at, "%s", suffixes[draw() % count]);
}

/* In some of them the first bytes are those of a format that looks at them. */
static void write_file(const char *path)
{
	static uint64_t content[LARGEST / 8 + 1];
	size_t size = draw_size();
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0755);

	for (size_t i = 0; i <= size / 8; i++)
		content[i] = draw();
	if (draw() % 4 == 0)
		memcpy(content, "MINE\x08\0\0\0", 8);
	if (fd < 0 || write(fd, content, size) != (ssize_t)size || fchmod(fd, 0755))
		die(path);
	close(fd);
}

static void limit(int resource, rlim_t most)
{
	struct rlimit both = { .rlim_cur = most, .rlim_max = most };

	if (setrlimit(resource, &both))
		die("setrlimit");
}

/* In the child: become nobody, and the file. The parent learns why, if not. */
static void become(char *path, int why)
{
	struct itimerval time = { .it_value.tv_usec = MICROSECONDS };
	char *argv[] = { path, "argument", NULL };
	char *envp[] = { NULL };

	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_NPROC, 0);
	limit(RLIMIT_CORE, 0);
	if (setgid(NOBODY) || setuid(NOBODY) || setitimer(ITIMER_REAL, &time, NULL))
		die("nobody");
	execve(path, argv, envp);
	if (write(why, &errno, sizeof(errno)) < 0)
		_exit(126);
	_exit(127);
}

static void execute(char *path)
{
	int why[2], error = 0, status;
	pid_t pid;

	if (pipe2(why, O_CLOEXEC))
		die("pipe");
	pid = fork();
	if (pid < 0)
		die("fork");
	if (!pid)
		become(path, why[1]);
	close(why[1]);
	if (read(why[0], &error, sizeof(error)) < 0)
		die("read");
	close(why[0]);
	if (waitpid(pid, &status, 0) != pid)
		die("wait");
	if (error)
		errors[error % OUTCOMES]++;
	else if (WIFEXITED(status))
		exits[WEXITSTATUS(status)]++;
	else
		signals[WTERMSIG(status)]++;
}

static void tell(const char *outcome, const unsigned long *times)
{
	for (int i = 0; i < OUTCOMES; i++)
		if (times[i])
			printf("%s %d %lu\n", outcome, i, times[i]);
}

int main(int argc, char **argv)
{
	char path[256];

	if (argc < 4)
		return 2;
	state = strtoull(argv[1], NULL, 0) | 1;
	if (mkdir(FOLDER, 0755) && errno != EEXIST)
		die(FOLDER);
	for (long left = strtol(argv[2], NULL, 0); left > 0; left--) {
		draw_name(path, sizeof(path), argv + 3, argc - 3);
		write_file(path);
		execute(path);
		unlink(path);
	}
	tell("exit", exits);
	tell("signal", signals);
	tell("errno", errors);
	return 0;
}
