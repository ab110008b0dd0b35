// SPDX-License-Identifier: MIT
/*
 * init: the guest's first process. Mounts what every system has, starts the agent on the line that
 * `bench.control=` names, with the window that `bench.window=` names, and a shell on
 * the console.
 *
 * It says `bench: ready` on the console once all of that is under way, and
 * `bench: cannot …` for what failed.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define TTY_NAME	32
#define WORD		64
#define CONTROL		"bench.control="
#define WINDOW		"bench.window="

/* A process that is started again whenever it ends. */
struct service {
	const char *program;
	char *argv[6];
	char tty[TTY_NAME];	/* its terminal, or empty to keep init's */
	pid_t pid;		/* 0 until it is started */
};

static char agent_line[TTY_NAME + sizeof("/dev/")];
static char window_start[WORD], window_size[WORD];
static struct service agent = {
	.program = "/bin/agent",
	.argv = { "agent", agent_line, "/dev/mem", window_start, window_size },
};
static struct service shell = { .program = "/bin/sh", .argv = { "sh" } };

static void complain(const char *what, const char *name)
{
	dprintf(STDOUT_FILENO, "bench: cannot %s %s: %s\n", what, name, strerror(errno));
}

/* A file system that not every kernel has is missed by nobody until it is used. */
static void mount_all(void)
{
	static const struct {
		const char *type, *path, *options;
	} mounts[] = {
		{ "proc", "/proc", NULL },
		{ "sysfs", "/sys", NULL },
		{ "devtmpfs", "/dev", NULL },
		{ "devpts", "/dev/pts", "mode=620,ptmxmode=666" },
		{ "tmpfs", "/dev/shm", "mode=1777" },
		{ "debugfs", "/sys/kernel/debug", NULL },
		{ "tracefs", "/sys/kernel/tracing", NULL },
	};

	for (size_t i = 0; i < sizeof(mounts) / sizeof(*mounts); i++) {
		mkdir(mounts[i].path, 0755);
		if (mount(mounts[i].type, mounts[i].path, mounts[i].type, 0, mounts[i].options) &&
		    errno != ENODEV && errno != ENOENT)
			complain("mount", mounts[i].path);
	}
}

/*
 * The names of a process's own descriptors. The kernel hands a script that was run by
 * descriptor to its interpreter as /dev/fd/N (execveat(2)).
 */
static void link_descriptors(void)
{
	static const char *const links[][2] = {
		{ "/proc/self/fd", "/dev/fd" },
		{ "/proc/self/fd/0", "/dev/stdin" },
		{ "/proc/self/fd/1", "/dev/stdout" },
		{ "/proc/self/fd/2", "/dev/stderr" },
	};

	for (size_t i = 0; i < sizeof(links) / sizeof(*links); i++)
		if (symlink(links[i][0], links[i][1]))
			complain("link", links[i][1]);
}

static void raise_loopback(void)
{
	struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &request))
		complain("raise", "lo");
	close(fd);
}

/* The file's text in @text, without its last newline; empty if there is none. */
static void read_line(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t count = fd < 0 ? 0 : read(fd, text, size - 1);

	text[count < 0 ? 0 : count] = '\0';
	text[strcspn(text, "\n")] = '\0';
	close(fd);
}

/* Where the host asked the agent to serve, or an empty name. */
static void find_control(char tty[TTY_NAME])
{
	char line[4096];

	tty[0] = '\0';
	read_line("/proc/cmdline", line, sizeof(line));
	for (char *word = strtok(line, " "); word; word = strtok(NULL, " ")) {
		if (!strncmp(word, CONTROL, strlen(CONTROL)))
			snprintf(tty, TTY_NAME, "%s", word + strlen(CONTROL));
		if (!strncmp(word, WINDOW, strlen(WINDOW)))
			sscanf(word + strlen(WINDOW), "%63[^,],%63s", window_start, window_size);
	}
}

/* The terminal behind /dev/console: the last one that the kernel lists. */
static void find_console(char tty[TTY_NAME])
{
	char line[256];
	char *last;

	read_line("/sys/class/tty/console/active", line, sizeof(line));
	last = strrchr(line, ' ');
	snprintf(tty, TTY_NAME, "%.*s", TTY_NAME - 1, last ? last + 1 : line);
}

/*
 * In the child: lead a session whose terminal is /dev/@tty. It does not echo, so
 * that the console holds what programs wrote and not what they were told; and
 * busybox's line editor, which asks the terminal for its cursor, keeps out of it.
 */
static void take_terminal(const char *tty)
{
	char path[TTY_NAME + sizeof("/dev/")];
	struct termios line;
	int fd;

	setsid();
	snprintf(path, sizeof(path), "/dev/%s", tty);
	fd = open(path, O_RDWR);
	if (fd < 0) {
		complain("open", path);
		return;
	}
	tcgetattr(fd, &line);
	line.c_lflag &= ~ECHO;
	tcsetattr(fd, TCSANOW, &line);
	for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
		dup2(fd, i);
	if (fd > STDERR_FILENO)
		close(fd);
}

static void start(struct service *service)
{
	static char *const environment[] = {
		"PATH=/bin:/payloads", "HOME=/", "TERM=dumb", "PS1=# ", NULL
	};
	sigset_t none;

	service->pid = fork();
	if (service->pid < 0)
		complain("start", service->program);
	if (service->pid)
		return;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (service->tty[0])
		take_terminal(service->tty);
	execve(service->program, service->argv, environment);
	complain("start", service->program);
	_exit(127);
}

/* Collect the dead, and start services among them again: never in a tight loop. */
static void reap(void)
{
	static const struct timespec pause = { .tv_nsec = 100000000 };
	pid_t pid;

	while ((pid = waitpid(-1, NULL, WNOHANG)) > 0) {
		struct service *service = pid == agent.pid ? &agent : &shell;

		if (pid != service->pid)
			continue;
		nanosleep(&pause, NULL);
		start(service);
	}
}

static void stop(int how)
{
	sync();
	reboot(how);
	complain("stop", "the machine");
}

/* Wait for what busybox's halt, poweroff and reboot send, and for the dead. */
static void supervise(const sigset_t *signals)
{
	for (;;) {
		switch (sigwaitinfo(signals, NULL)) {
		case SIGCHLD:
			reap();
			break;
		case SIGUSR1:
			stop(RB_HALT_SYSTEM);
			break;
		case SIGUSR2:
			stop(RB_POWER_OFF);
			break;
		case SIGTERM:
			stop(RB_AUTOBOOT);
			break;
		}
	}
}

static void hold_signals(sigset_t *signals)
{
	sigemptyset(signals);
	sigaddset(signals, SIGCHLD);
	sigaddset(signals, SIGUSR1);
	sigaddset(signals, SIGUSR2);
	sigaddset(signals, SIGTERM);
	sigprocmask(SIG_BLOCK, signals, NULL);
}

int main(void)
{
	char control[TTY_NAME];
	sigset_t signals;

	hold_signals(&signals);
	mount_all();
	link_descriptors();
	raise_loopback();
	find_control(control);
	find_console(shell.tty);
	if (control[0]) {
		snprintf(agent_line, sizeof(agent_line), "/dev/%s", control);
		start(&agent);
	}
	dprintf(STDOUT_FILENO, "bench: ready\n");
	if (strcmp(control, shell.tty))
		start(&shell);
	supervise(&signals);
}
