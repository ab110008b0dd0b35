// SPDX-License-Identifier: MIT
/*
 * The order that a weakly ordered processor must be told (C11, 7.17.3): an index is stored
 * with release once the event has been written, or read; the other end loads it with acquire.
 */
#include "events/event_ring.h"

void event_ring_init(struct event_ring *ring, struct event_memory *memory, u32 events, u32 khz)
{
	*memory = (struct event_memory){ .khz = khz };
	*ring = (struct event_ring){ .memory = memory, .mask = events - 1 };
}

bool event_ring_empty(const struct event_ring *ring)
{
	return __atomic_load_n(&ring->memory->head, __ATOMIC_ACQUIRE) == ring->memory->tail;
}

bool event_ring_full(const struct event_ring *ring)
{
	return ring->memory->head - __atomic_load_n(&ring->memory->tail, __ATOMIC_ACQUIRE) >
	       ring->mask;
}

bool event_ring_put(struct event_ring *ring, u64 stamp, u64 value)
{
	struct event_memory *memory = ring->memory;
	u32 head = memory->head;
	u64 sequence = ring->sequence++;

	memory->raised++;
	if (event_ring_full(ring)) {
		memory->dropped++;
		return false;
	}
	memory->events[head & ring->mask] = (struct event){ sequence, stamp, value };
	__atomic_store_n(&memory->head, head + 1, __ATOMIC_RELEASE);
	return true;
}

bool event_ring_take(struct event_ring *ring, struct event *event)
{
	struct event_memory *memory = ring->memory;
	u32 tail = memory->tail;

	if (event_ring_empty(ring))
		return false;
	*event = memory->events[tail & ring->mask];
	__atomic_store_n(&memory->tail, tail + 1, __ATOMIC_RELEASE);
	return true;
}
