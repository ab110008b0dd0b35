/*
 * Records: framed binary messages on a serial line (docs/records.md).
 */
#ifndef RECORD_H
#define RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define RECORD_BODY_MAX		65536
#define RECORD_HEAD		10	/* magic, type, length */
#define RECORD_CRC		4
#define RECORD_FRAME_MAX	(RECORD_HEAD + RECORD_BODY_MAX + RECORD_CRC)

enum record_type {
	RECORD_RUN = 3,
	RECORD_OUTPUT = 4,
	RECORD_FINISHED = 5,
	RECORD_READY = 6,
};

struct record {
	uint16_t type;
	uint32_t length;
	uint8_t *body;		/* valid until the next record_next() */
};

struct record_reader {
	size_t have;		/* bytes held */
	size_t taken;		/* of these, the frame handed out last */
	uint8_t bytes[RECORD_FRAME_MAX];
};

/* Read what @fd has into @reader; read()'s result. */
ssize_t record_fill(struct record_reader *reader, int fd);

/* Take the next whole frame out of @reader; false when more bytes are needed. */
bool record_next(struct record_reader *reader, struct record *record);

/* Give up a frame whose rest never came, and search on behind its first byte. */
void record_give_up(struct record_reader *reader);

/* Write one frame whose body is @head and then @data; 0, or -1 and errno. */
int record_write(int fd, enum record_type type, const void *head, size_t head_length,
		 const void *data, size_t data_length);

#endif
