// SPDX-License-Identifier: MIT
#define _GNU_SOURCE
#include "window.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MAGIC		0x31574f444e495742ull	/* "BWINDOW1" */
#define RING_SIZE	(2u << 20)
#define HEAD_SIZE	8
#define LINE		64			/* of a cache: no two counters share one */

/*
 * Counters of bytes that were ever written and read; both are multiples of 8, and
 * wrap around. A message lies in one piece in the order of its words.
 */
struct ring {
	uint32_t written __attribute__((aligned(LINE)));
	uint32_t read __attribute__((aligned(LINE)));
	uint32_t writer_waits __attribute__((aligned(LINE)));
};

struct layout {
	uint64_t magic;
	struct ring to_guest;
	struct ring to_host;
};

#define DATA_OFFSET	4096
#define USED		(DATA_OFFSET + 2 * RING_SIZE)

static struct layout *layout;
static volatile uint64_t *to_guest, *to_host;

int window_open(const char *path, off_t offset, size_t size)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	uint8_t *mapped;

	if (size < USED) {
		errno = EINVAL;
		return -1;
	}
	mapped = mmap(NULL, USED, PROT_READ | PROT_WRITE, MAP_SHARED, fd, offset);
	close(fd);
	if (mapped == MAP_FAILED)
		return -1;
	layout = (struct layout *)mapped;
	to_guest = (uint64_t *)(mapped + DATA_OFFSET);
	to_host = (uint64_t *)(mapped + DATA_OFFSET + RING_SIZE);
	/* One that is laid out was another agent's: the host goes on with it. */
	if (__atomic_load_n(&layout->magic, __ATOMIC_ACQUIRE) != MAGIC) {
		volatile uint64_t *word = (uint64_t *)layout;

		for (size_t i = 0; i < sizeof(*layout) / sizeof(*word); i++)
			word[i] = 0;
		__atomic_store_n(&layout->magic, MAGIC, __ATOMIC_RELEASE);
	}
	return 0;
}

/*
 * By whole words: where the window is mapped as device memory, as on arm64, nothing
 * else is sure to work.
 */
static void copy_out(void *target, uint32_t at, size_t length)
{
	uint8_t *bytes = target;

	for (size_t done = 0; done < length; done += 8) {
		uint64_t word = to_guest[(at + done) % RING_SIZE / 8];

		memcpy(bytes + done, &word, length - done < 8 ? length - done : 8);
	}
}

static void copy_in(uint32_t at, const void *source, size_t length)
{
	const uint8_t *bytes = source;

	for (size_t done = 0; done < length; done += 8) {
		uint64_t word = 0;

		memcpy(&word, bytes + done, length - done < 8 ? length - done : 8);
		to_host[(at + done) % RING_SIZE / 8] = word;
	}
}

static uint32_t padded(uint32_t length)
{
	return (length + 7) & ~7u;
}

bool window_take(struct message *message)
{
	struct ring *ring = &layout->to_guest;
	uint32_t at = __atomic_load_n(&ring->read, __ATOMIC_RELAXED);
	uint32_t end = __atomic_load_n(&ring->written, __ATOMIC_ACQUIRE);
	struct { uint32_t length; uint16_t type, zero; } head;

	if (at == end)
		return false;
	copy_out(&head, at, sizeof(head));
	if (head.length > WINDOW_BODY_MAX) {
		/* What the host never writes: drop all there is, to be of use again. */
		__atomic_store_n(&ring->read, end, __ATOMIC_RELEASE);
		return false;
	}
	message->type = head.type;
	message->length = head.length;
	copy_out(message->body, at + HEAD_SIZE, head.length);
	__atomic_store_n(&ring->read, at + HEAD_SIZE + padded(head.length), __ATOMIC_SEQ_CST);
	return true;
}

bool window_host_waits(void)
{
	uint32_t *waits = &layout->to_guest.writer_waits;

	if (!__atomic_load_n(waits, __ATOMIC_SEQ_CST))
		return false;
	__atomic_store_n(waits, 0, __ATOMIC_SEQ_CST);
	return true;
}

static bool has_room(const struct ring *ring, uint32_t at, uint32_t size)
{
	return RING_SIZE - (at - __atomic_load_n(&ring->read, __ATOMIC_SEQ_CST)) >= size;
}

bool window_give(enum message_type type, const void *head, size_t head_length,
		 const void *data, size_t data_length)
{
	static struct {
		uint32_t length;
		uint16_t type, zero;
		uint8_t body[WINDOW_BODY_MAX];
	} frame;
	struct ring *ring = &layout->to_host;
	uint32_t at = __atomic_load_n(&ring->written, __ATOMIC_RELAXED);
	uint32_t length = head_length + data_length;
	uint32_t size = HEAD_SIZE + padded(length);

	if (!has_room(ring, at, size)) {
		/* Look again: the host may have read before it could see the flag. */
		__atomic_store_n(&ring->writer_waits, 1, __ATOMIC_SEQ_CST);
		if (!has_room(ring, at, size))
			return false;
		__atomic_store_n(&ring->writer_waits, 0, __ATOMIC_SEQ_CST);
	}
	frame.length = length;
	frame.type = type;
	memcpy(frame.body, head, head_length);
	memcpy(frame.body + head_length, data, data_length);
	copy_in(at, &frame, HEAD_SIZE + length);
	__atomic_store_n(&ring->written, at + size, __ATOMIC_RELEASE);
	return true;
}
