// SPDX-License-Identifier: MIT

package irq

import (
	"runtime"
	"testing"
	"unsafe"
)

// produce puts an event as shim/event_ring.c does; it returns false where it
// found no room.
func (r *Ring) produce(sequence uint64) bool {
	head := r.shared.head.Load()
	r.shared.raised.Add(1)
	if head-r.shared.tail.Load() == uint32(len(r.events)) {
		r.shared.dropped.Add(1)
		return false
	}
	r.events[head&uint32(len(r.events)-1)] = Event{sequence, ^sequence, sequence * 3}
	r.shared.head.Store(head + 1)
	return true
}

func newRing(events int) *Ring {
	words := make([]uint64, Size(events)/8)
	return NewRing(unsafe.Slice((*byte)(unsafe.Pointer(&words[0])), Size(events)), events)
}

func TestLayoutIsTheShims(t *testing.T) {
	var s shared
	for name, offsets := range map[string][2]uintptr{
		"head":    {unsafe.Offsetof(s.head), 0},
		"raised":  {unsafe.Offsetof(s.raised), 4},
		"dropped": {unsafe.Offsetof(s.dropped), 8},
		"khz":     {unsafe.Offsetof(s.khz), 12},
		"tail":    {unsafe.Offsetof(s.tail), 64},
		"events":  {unsafe.Sizeof(s), 128},
		"event":   {unsafe.Sizeof(Event{}), 24},
	} {
		if offsets[0] != offsets[1] {
			t.Errorf("%s: %d, want %d", name, offsets[0], offsets[1])
		}
	}
}

func TestEmpty(t *testing.T) {
	if event, ok := newRing(4).Take(); ok {
		t.Errorf("an empty ring has %v", event)
	}
}

func TestFullDropsTheNewest(t *testing.T) {
	r := newRing(4)
	for n := range uint64(7) {
		if took := r.produce(n); took != (n < 4) {
			t.Errorf("event %d was taken: %v", n, took)
		}
	}
	if r.Raised() != 7 || r.Dropped() != 3 {
		t.Errorf("%d raised and %d dropped, want 7 and 3", r.Raised(), r.Dropped())
	}
	for n := range uint64(4) {
		if event, ok := r.Take(); !ok || event.Sequence != n {
			t.Errorf("took %v (%v), want event %d", event, ok, n)
		}
	}
	if _, ok := r.Take(); ok {
		t.Error("there are more events than places")
	}
}

func TestIndicesWrap(t *testing.T) {
	r := newRing(4)
	const start = ^uint32(0) - 5
	r.shared.head.Store(start)
	r.shared.tail.Store(start)
	for n := range uint64(12) {
		if !r.produce(n) {
			t.Fatalf("there was no room for event %d", n)
		}
		if event, ok := r.Take(); !ok || event.Sequence != n {
			t.Fatalf("took %v (%v), want event %d", event, ok, n)
		}
	}
}

// TestTwoGoroutines has both ends at work at once: all arrives whole and in
// order.
func TestTwoGoroutines(t *testing.T) {
	const count = 1_000_000
	r := newRing(64)
	go func() {
		for n := uint64(0); n < count; {
			if r.produce(n) {
				n++
			} else {
				runtime.Gosched()
			}
		}
	}()
	for n := uint64(0); n < count; {
		event, ok := r.Take()
		if !ok {
			runtime.Gosched()
			continue
		}
		if want := (Event{n, ^n, n * 3}); event != want {
			t.Fatalf("took %v, want %v", event, want)
		}
		n++
	}
}
