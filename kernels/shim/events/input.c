// SPDX-License-Identifier: MIT
/*
 * The receiver's interrupt puts bytes into a ring, from which read takes them. Where the
 * ring is full the line is not listened to, so that the other end waits and nothing is lost.
 */
#include "events/input.h"

#include "core/console.h"
#include "core/errno.h"
#include "events/event_ring.h"
#include "core/fixed_files.h"
#include "core/machine.h"
#include "mm/pages.h"
#include "events/poller.h"
#include "core/print.h"
#include "sched/thread.h"

/* Linux include/uapi/asm-generic/fcntl.h */
#define O_RDWR 2
#define O_NONBLOCK 04000

/* The largest power of two of events that a page holds. */
#define EVENTS 128

_Static_assert(sizeof(struct event_memory) + EVENTS * sizeof(struct event) <= PAGE_SIZE,
	       "the ring of the input fits on a page");

static struct event_ring ring;
/* As of a terminal of Go's own: a goroutine that reads waits in the poller, not its thread. */
static long flags = O_RDWR | O_NONBLOCK;
/* What a reader that blocks waits for. */
static const char input_waits;

void input_init(void)
{
	struct event_memory *memory = page_alloc();

	if (!memory)
		panic("no memory for the input");
	event_ring_init(&ring, memory, EVENTS, clock_khz());
	console_listen(true);
}

void input_interrupt(u64 stamp)
{
	u8 byte;

	while (!event_ring_full(&ring) && console_read(&byte, 1))
		event_ring_put(&ring, stamp, byte);
	if (event_ring_full(&ring))
		console_listen(false);
	if (event_ring_empty(&ring))
		return;
	poller_notify(FILE_INPUT);
	/* The reader's buffer is its own: interrupted, it reads again. */
	threads_wake(&input_waits, 1, -EINTR);
}

bool input_readable(void)
{
	return !event_ring_empty(&ring);
}

long input_read(void *bytes, size_t length)
{
	u8 *byte = bytes;
	size_t read = 0;
	struct event event;

	while (read < length && event_ring_take(&ring, &event))
		byte[read++] = event.value;
	if (read)
		console_listen(true);
	else if (length && flags & O_NONBLOCK)
		return -EAGAIN;
	else if (length)
		thread_block(&input_waits, NEVER, 0);
	return read;
}

long input_flags(void)
{
	return flags;
}

void input_set_flags(long new)
{
	flags = O_RDWR | (new & O_NONBLOCK);
}
