// SPDX-License-Identifier: MIT
/*
 * agent TTY FILE OFFSET SIZE: does what the host asks for in the window that lies at
 * OFFSET of FILE (docs/records.md). A byte on the line TTY is a doorbell, each way.
 */
#include "pci.h"
#include "program.h"
#include "upload.h"
#include "wake.h"
#include "window.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/utsname.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define BELL		"\a"
#define NONCE_SIZE	16
#define RUN_HEAD	12

static int line = -1;
static uint8_t nonce[NONCE_SIZE];
static struct upload upload = { .fd = -1 };

static void ring(void)
{
	if (write(line, BELL, 1) < 0)
		perror("agent: line");
}

/* Sleep until the host rings; how often it rang does not matter. */
static void await_bell(void)
{
	char bells[256];

	if (read(line, bells, sizeof(bells)) <= 0 && errno != EINTR) {
		perror("agent: line lost");
		exit(1);
	}
}

static void give(enum message_type type, const void *head, size_t head_length,
		 const void *data, size_t data_length)
{
	while (!window_give(type, head, head_length, data, data_length))
		await_bell();
	ring();
}

static uint16_t get_le16(const uint8_t *bytes)
{
	uint16_t value;

	memcpy(&value, bytes, sizeof(value));
	return le16toh(value);
}

static uint32_t get_le32(const uint8_t *bytes)
{
	uint32_t value;

	memcpy(&value, bytes, sizeof(value));
	return le32toh(value);
}

static uint64_t get_le64(const uint8_t *bytes)
{
	uint64_t value;

	memcpy(&value, bytes, sizeof(value));
	return le64toh(value);
}

static void send_finished(uint32_t sequence, const struct program_result *result)
{
	uint32_t le_sequence = htole32(sequence), le_value = htole32(result->value);
	uint64_t le_wall = htole64(result->wall_ns);
	uint8_t body[17];

	memcpy(body, &le_sequence, 4);
	body[4] = result->end;
	memcpy(body + 5, &le_value, 4);
	memcpy(body + 9, &le_wall, 8);
	give(MESSAGE_FINISHED, body, sizeof(body), NULL, 0);
}

static void send_alive(uint32_t sequence)
{
	uint32_t le_sequence = htole32(sequence);
	uint8_t body[4 + NONCE_SIZE + 8];
	struct timespec now;
	uint64_t le_uptime;

	clock_gettime(CLOCK_MONOTONIC, &now);
	le_uptime = htole64((uint64_t)now.tv_sec * 1000000000 + now.tv_nsec);
	memcpy(body, &le_sequence, 4);
	memcpy(body + 4, nonce, NONCE_SIZE);
	memcpy(body + 4 + NONCE_SIZE, &le_uptime, 8);
	give(MESSAGE_ALIVE, body, sizeof(body), NULL, 0);
}

static void send_output(void *context, int stream, const void *data, size_t length)
{
	uint32_t le_sequence = htole32(*(uint32_t *)context);
	uint8_t head[5];

	memcpy(head, &le_sequence, 4);
	head[4] = stream;
	give(MESSAGE_OUTPUT, head, sizeof(head), data, length);
}

static void take_run(struct message *message)
{
	uint32_t sequence = get_le32(message->body);
	struct program program = {
		.limit_ms = get_le32(message->body + 4),
		.argc = get_le16(message->body + 8),
		.envc = get_le16(message->body + 10),
		.strings = message->body + RUN_HEAD,
		.length = message->length - RUN_HEAD,
	};
	struct program_result result;

	if (message->length < RUN_HEAD)
		return;
	result = program_run(&program, send_output, &sequence);
	send_finished(sequence, &result);
}

static void take_put(struct message *message)
{
	if (message->length < 7 || message->body[message->length - 1])
		return;
	upload_begin(&upload, get_le32(message->body), get_le16(message->body + 4),
		     (char *)message->body + 6);
}

static void take_data(struct message *message)
{
	struct program_result result = { PROGRAM_EXITED, 0, 0 };

	if (message->length > 4) {
		upload_add(&upload, message->body + 4, message->length - 4);
		return;
	}
	result.value = upload_end(&upload);
	if (result.value)
		result.end = PROGRAM_NOT_STARTED;
	send_finished(upload.sequence, &result);
}

static void take_wake(struct message *message)
{
	struct identity identity;
	const uint8_t *at = message->body;

	if (message->length < 4 + 8 + SEED_SIZE + 6 + 1 || message->body[message->length - 1])
		return;
	identity.realtime_ns = get_le64(at + 4);
	memcpy(identity.seed, at + 12, SEED_SIZE);
	memcpy(identity.mac, at + 12 + SEED_SIZE, 6);
	identity.hostname = (const char *)at + 12 + SEED_SIZE + 6;
	wake(&identity);
	pci_restore();
	send_alive(get_le32(at));
}

static void obey(struct message *message)
{
	switch (message->type) {
	case MESSAGE_RUN:
		take_run(message);
		break;
	case MESSAGE_PUT:
		take_put(message);
		break;
	case MESSAGE_DATA:
		take_data(message);
		break;
	case MESSAGE_FREEZE:
		wake_note();
		pci_note();
		program_spare();
		send_alive(get_le32(message->body));
		break;
	case MESSAGE_WAKE:
		take_wake(message);
		break;
	}
}

static void serve(void)
{
	static struct message message;

	for (;;) {
		while (window_take(&message)) {
			if (window_host_waits())
				ring();
			obey(&message);
		}
		await_bell();
	}
}

static void send_ready(void)
{
	struct utsname name;

	uname(&name);
	give(MESSAGE_READY, name.release, strlen(name.release), NULL, 0);
}

static int open_line(const char *path)
{
	struct termios settings;
	int fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (fd < 0 || tcgetattr(fd, &settings))
		return -1;
	cfmakeraw(&settings);
	/* The receiver waits four characters' time for more: keep that short. */
	cfsetspeed(&settings, B115200);
	return tcsetattr(fd, TCSANOW, &settings) ? -1 : fd;
}

int main(int argc, char **argv)
{
	if (argc != 5) {
		fprintf(stderr, "usage: agent TTY FILE OFFSET SIZE\n");
		return 2;
	}
	line = open_line(argv[1]);
	if (line < 0 || window_open(argv[2], strtoull(argv[3], NULL, 0),
				    strtoull(argv[4], NULL, 0))) {
		perror("agent");
		return 1;
	}
	if (chdir("/"))
		perror("agent: /");
	if (program_prepare())
		perror("agent: programs");
	wake_prepare();
	if (getrandom(nonce, sizeof(nonce), 0) != sizeof(nonce))
		perror("agent: nonce");
	send_ready();
	serve();
}
