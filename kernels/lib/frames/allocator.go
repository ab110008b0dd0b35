// SPDX-License-Identifier: MIT

// Package frames hands out physical memory in blocks of 2^n page frames, as a
// buddy allocator: a block that is too large is split in halves, and a free one
// is merged with its other half, its buddy, when that is free too.
//
// Blocks are aligned to their size. Neither Alloc nor Free touches Go's heap,
// takes longer the more memory there is, or lets an interrupt in while it works.
package frames

import (
	"errors"
	"math/bits"

	"emubench/kernels/lib/spinlock"
)

// What can go wrong.
var (
	ErrRange     = errors.New("frames: a range that does not begin on a page, or is too large, or has no bitmap")
	ErrPages     = errors.New("frames: no block is that large, or that small")
	ErrMemory    = errors.New("frames: no free block is large enough")
	ErrForeign   = errors.New("frames: no page of this allocator begins there")
	ErrAllocated = errors.New("frames: no block that begins there is in use")
)

// none is the end of a list.
const none = ^uint32(0)

// What a frame is.
const (
	inside uint8 = iota // of a block that begins further down
	free                // the first of a free block
	used                // the first of a block that is in use
)

// A Span is what is known of a frame, and of the block that begins there.
// Links are indices of frames and not pointers: to store a Go pointer may call
// into the runtime, and none of it may run under the lock.
type Span struct {
	next, prev uint32 // in the list of the free blocks of an order
	order      uint8
	state      uint8
	_          [2]uint8
}

// An Allocator owns a range of page frames. A host reads it in the guest's
// memory: tests/kernels/models/frame_layout.py has it as a struct.
type Allocator struct {
	lists  [Orders]uint32 // the first free block of each order
	orders uint32         // a bit for each list that is not empty
	first  uint32         // frame number: address / PageSize
	count  uint32
	inUse  uint32
	work   uint64 // links followed or changed and words of the bitmap written, ever
	lock   spinlock.Lock
	bitmap []uint64 // a bit a frame, 1 for one in use
	spans  []Span   // a frame each
}

// Init takes over a range of len(spans) frames, all free. The spans and a bit
// for each in the bitmap are memory for the allocator's own use; they hold no
// pointers and need not be Go's.
func (a *Allocator) Init(address uintptr, spans []Span, bitmap []uint64) error {
	first, count := uint64(address>>PageShift), uint64(len(spans))
	last := min(uint64(none), uint64(^uintptr(0)>>PageShift))
	if address%PageSize != 0 || first+count > last || uint64(len(bitmap))*wordBits < count {
		return ErrRange
	}
	clear(spans)
	clear(bitmap)
	*a = Allocator{first: uint32(first), count: uint32(count), bitmap: bitmap, spans: spans}
	for i := range a.lists {
		a.lists[i] = none
	}
	for index := uint32(0); index < a.count; {
		order := a.largest(index)
		a.link(index, order)
		index += 1 << order
	}
	return nil
}

// Kernel makes the allocator mask interrupts while it works.
func (a *Allocator) Kernel() {
	a.lock.Kernel()
}

// Alloc returns the address of a block for so many pages. It holds as many as
// the next power of two.
func (a *Allocator) Alloc(pages int) (uintptr, error) {
	if pages <= 0 || Order(pages) >= Orders {
		return 0, ErrPages
	}
	a.lock.Lock()
	index := a.take(Order(pages))
	a.lock.Unlock()
	if index == none {
		return 0, ErrMemory
	}
	return uintptr(a.first+index) << PageShift, nil
}

// Free takes back a block that Alloc returned.
func (a *Allocator) Free(address uintptr) error {
	index := uint64(address>>PageShift) - uint64(a.first)
	if address%PageSize != 0 || index >= uint64(a.count) {
		return ErrForeign
	}
	a.lock.Lock()
	known := a.give(uint32(index))
	a.lock.Unlock()
	if !known {
		return ErrAllocated
	}
	return nil
}

// InUse returns how many frames are in use.
func (a *Allocator) InUse() int {
	return int(a.inUse)
}

// Work returns how many links and words of the bitmap were touched, ever.
func (a *Allocator) Work() uint64 {
	return a.work
}

// take takes a block of an order out of the smallest that there is, and leaves
// the upper halves.
//
//go:nosplit
func (a *Allocator) take(order int) uint32 {
	large := a.orders >> order << order
	if large == 0 {
		return none
	}
	from := bits.TrailingZeros32(large)
	index := a.lists[from]
	a.unlink(index)
	for from > order {
		from--
		a.link(index+1<<from, from)
	}
	a.spans[index] = Span{order: uint8(order), state: used}
	a.inUse += 1 << order
	a.mark(index, 1<<order, true)
	return index
}

// give makes a block that is in use free, and merges it with its buddy as long
// as that is free. It reports false for what is not such a block.
//
//go:nosplit
func (a *Allocator) give(index uint32) bool {
	if a.spans[index].state != used {
		return false
	}
	order := int(a.spans[index].order)
	a.inUse -= 1 << order
	a.mark(index, 1<<order, false)
	for {
		buddy := a.buddy(index, order)
		if buddy == none || a.spans[buddy].state != free || int(a.spans[buddy].order) != order {
			break
		}
		a.unlink(buddy)
		a.spans[max(index, buddy)] = Span{}
		index = min(index, buddy)
		order++
	}
	a.link(index, order)
	return true
}

// buddy returns the other half of the block of the next order that a block is
// half of; none if that does not lie in the range, or would be too large.
//
//go:nosplit
func (a *Allocator) buddy(index uint32, order int) uint32 {
	if order >= Orders-1 {
		return none
	}
	// Wraps around where the buddy begins below the range, and is too large then.
	other := ((a.first + index) ^ (1 << order)) - a.first
	if uint64(other)+1<<order > uint64(a.count) {
		return none
	}
	return other
}

// largest returns the order of the largest block that may begin at a frame.
func (a *Allocator) largest(index uint32) int {
	aligned := bits.TrailingZeros32(a.first + index)
	fits := bits.Len32(a.count-index) - 1
	return min(aligned, fits, Orders-1)
}
