// SPDX-License-Identifier: MIT

package irq

import (
	"sync/atomic"
	"unsafe"
)

// shared is the head of a ring's memory: struct event_memory of
// shim/event_ring.h. Each end writes to cache lines of its own.
type shared struct {
	head    atomic.Uint32
	raised  atomic.Uint32
	dropped atomic.Uint32
	khz     atomic.Uint32
	_       [48]byte
	tail    atomic.Uint32
	_       [60]byte
}

// Ring is the consumer's end of a ring of events: one goroutine at a time may
// take. The producer is a handler in the shim, shim/event_ring.c.
type Ring struct {
	shared *shared
	events []Event
}

// Size returns how many bytes of memory a ring of so many events takes.
func Size(events int) int {
	return int(unsafe.Sizeof(shared{})) + events*int(unsafe.Sizeof(Event{}))
}

// NewRing returns the ring that lies in a piece of memory, zeroed and aligned
// to 8 bytes, which the producer is told of. The number of events is a power
// of two.
func NewRing(memory []byte, events int) *Ring {
	start := unsafe.Pointer(unsafe.SliceData(memory[:Size(events)]))
	first := unsafe.Add(start, unsafe.Sizeof(shared{}))
	return &Ring{(*shared)(start), unsafe.Slice((*Event)(first), events)}
}

// Take returns the oldest event, or false if there is none.
func (r *Ring) Take() (Event, bool) {
	tail := r.shared.tail.Load()
	// The load of the head comes before that of the event, and the event's before the
	// store of the tail: Go's atomics are sequentially consistent.
	if r.shared.head.Load() == tail {
		return Event{}, false
	}
	event := r.events[tail&uint32(len(r.events)-1)]
	r.shared.tail.Store(tail + 1)
	return event, true
}

// Raised returns how many events there were, those that were dropped included.
func (r *Ring) Raised() uint32 { return r.shared.raised.Load() }

// Dropped returns how many events found the ring full.
func (r *Ring) Dropped() uint32 { return r.shared.dropped.Load() }

// KHz returns the rate of the counter of the events' stamps.
func (r *Ring) KHz() uint32 { return r.shared.khz.Load() }
