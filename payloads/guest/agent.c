/*
 * agent TTY: runs programs that the host asks for on a serial line
 * (docs/records.md: run, output, finished, ready).
 */
#include "program.h"
#include "record.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <termios.h>
#include <unistd.h>

/*
 * A sender writes a frame in one piece, so a silence inside one means that bytes
 * were lost. Without a limit, a damaged length would swallow the frames behind it.
 */
#define SILENCE_MS	2000

/* A line and the run whose output goes there. */
struct session {
	int tty;
	uint32_t le_sequence;
};

static int open_line(const char *path)
{
	struct termios line;
	int fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (fd < 0 || tcgetattr(fd, &line))
		return -1;
	cfmakeraw(&line);
	/* The receiver waits four characters' time for more: keep that short. */
	cfsetspeed(&line, B115200);
	return tcsetattr(fd, TCSANOW, &line) ? -1 : fd;
}

static void send_ready(int tty)
{
	struct utsname name;

	uname(&name);
	record_write(tty, RECORD_READY, name.release, strlen(name.release), NULL, 0);
}

static void send_output(void *context, int stream, const void *data, size_t length)
{
	const struct session *session = context;
	uint8_t head[5];

	memcpy(head, &session->le_sequence, 4);
	head[4] = stream;
	record_write(session->tty, RECORD_OUTPUT, head, sizeof(head), data, length);
}

static void send_finished(const struct session *session, const struct program_result *result)
{
	uint32_t le_value = htole32(result->value);
	uint64_t le_wall = htole64(result->wall_ns);
	uint8_t body[17];

	memcpy(body, &session->le_sequence, 4);
	body[4] = result->end;
	memcpy(body + 5, &le_value, 4);
	memcpy(body + 9, &le_wall, 8);
	record_write(session->tty, RECORD_FINISHED, body, sizeof(body), NULL, 0);
}

/* Point a new argv into @strings; NULL unless it is exactly @count strings. */
static char **split(char *strings, size_t length, size_t count)
{
	char **argv = calloc(count + 1, sizeof(*argv));
	char *end = strings + length;

	for (size_t i = 0; argv && i < count; i++) {
		char *nul = memchr(strings, '\0', end - strings);

		argv[i] = strings;
		if (!nul)
			goto malformed;
		strings = nul + 1;
	}
	if (argv && strings == end)
		return argv;
malformed:
	free(argv);
	return NULL;
}

static void take_run(int tty, const struct record *record)
{
	struct session session = { .tty = tty };
	struct program_result result = { PROGRAM_NOT_STARTED, EINVAL, 0 };
	uint16_t le_count;
	char **argv;

	if (record->length < sizeof(session.le_sequence) + sizeof(le_count))
		return;
	memcpy(&session.le_sequence, record->body, 4);
	memcpy(&le_count, record->body + 4, 2);
	argv = split((char *)record->body + 6, record->length - 6, le16toh(le_count));
	if (argv)
		result = program_run(argv, send_output, &session);
	free(argv);
	send_finished(&session, &result);
}

static void serve(int tty)
{
	static struct record_reader reader;
	struct pollfd line = { .fd = tty, .events = POLLIN };
	struct record record;

	for (;;) {
		while (record_next(&reader, &record))
			if (record.type == RECORD_RUN)
				take_run(tty, &record);
		if (reader.have && !poll(&line, 1, SILENCE_MS))
			record_give_up(&reader);
		else if (record_fill(&reader, tty) <= 0 && errno != EINTR)
			return;
	}
}

/* Whatever a program does to the guest's memory, it is not the agent that dies. */
static void be_spared(void)
{
	int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

	/* Refused to all but root, which the agent is in a guest. */
	if (fd >= 0 && write(fd, "-1000", 5) < 0 && errno != EACCES)
		perror("agent: oom_score_adj");
	close(fd);
}

int main(int argc, char **argv)
{
	int tty = argc == 2 ? open_line(argv[1]) : -1;

	if (tty < 0) {
		fprintf(stderr, "agent: %s: %s\n", argc == 2 ? argv[1] : "usage: agent TTY",
			strerror(errno));
		return 1;
	}
	if (chdir("/"))
		perror("agent: /");
	be_spared();
	send_ready(tty);
	serve(tty);
	perror("agent: line lost");
	return 1;
}
