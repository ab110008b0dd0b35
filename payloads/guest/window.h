/* SPDX-License-Identifier: MIT */
/*
 * The window: memory that the guest shares with the host, with a queue of
 * messages each way (docs/records.md).
 */
#ifndef WINDOW_H
#define WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define WINDOW_BODY_MAX		65536

enum message_type {
	MESSAGE_RUN = 3,
	MESSAGE_OUTPUT = 4,
	MESSAGE_FINISHED = 5,
	MESSAGE_READY = 6,
	MESSAGE_PUT = 7,
	MESSAGE_DATA = 8,
	MESSAGE_FREEZE = 9,
	MESSAGE_WAKE = 10,
	MESSAGE_ALIVE = 11,
};

struct message {
	uint16_t type;
	uint32_t length;
	uint8_t body[WINDOW_BODY_MAX] __attribute__((aligned(8)));
};

/* Map the window at @offset of @path, and lay it out unless it is already. */
int window_open(const char *path, off_t offset, size_t size);

/* Take the next message of the host; false if there is none. */
bool window_take(struct message *message);

/* Whether the host waits for the room that was made; asking answers for it. */
bool window_host_waits(void);

/*
 * Give the host one message whose body is @head and then @data. False if there is
 * no room: the host will ring when there is.
 */
bool window_give(enum message_type type, const void *head, size_t head_length,
		 const void *data, size_t data_length);

#endif
