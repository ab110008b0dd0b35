/* SPDX-License-Identifier: MIT */
/*
 * A ring of events from an interrupt handler to whoever takes them: one producer, one
 * consumer, no lock. Indices count on for ever and wrap at 2^32; an event's place is its
 * index modulo the size, a power of two. kernels/drivers/irq/ring.go is the other end of it.
 */
#pragma once

#include "core/types.h"

struct event {
	u64 sequence;		/* of all that were raised, from 0: what was dropped leaves a gap */
	u64 stamp;		/* the counter when the handler began */
	u64 value;
};

/* In memory that both ends see: each that one end writes alone has a line of the cache. */
struct event_memory {
	u32 head __attribute__((aligned(64)));		/* written by the producer: events put */
	u32 raised, dropped;
	u32 khz;					/* of the counter */
	u32 tail __attribute__((aligned(64)));		/* written by the consumer: events taken */
	struct event events[] __attribute__((aligned(64)));
};

struct event_ring {
	struct event_memory *memory;
	u32 mask;
	u64 sequence;		/* of the next event */
};

static inline size_t event_memory_size(u32 events)
{
	return sizeof(struct event_memory) + events * sizeof(struct event);
}

void event_ring_init(struct event_ring *ring, struct event_memory *memory, u32 events, u32 khz);
/* Where there is room; else the event is counted as dropped, and false comes back. */
bool event_ring_put(struct event_ring *ring, u64 stamp, u64 value);
bool event_ring_take(struct event_ring *ring, struct event *event);
bool event_ring_empty(const struct event_ring *ring);
bool event_ring_full(const struct event_ring *ring);
