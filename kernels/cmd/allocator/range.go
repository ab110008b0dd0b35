// SPDX-License-Identifier: MIT

package main

import (
	"unsafe"

	"emubench/kernels/lib/frames"
)

// count is not a power of two, so that blocks of many sizes fill the range.
const count = 777

// Frames is for a host to find by the symbol main.Frames. What it leads to is
// no memory of Go's heap: it lies at its physical address, where a host reads it.
var Frames frames.Allocator

var (
	// A page more, as it need not begin on one, and one behind for who writes too much.
	arena  [(count + 2) * frames.PageSize]byte
	spans  [count]frames.Span
	bitmap [(count + 63) / 64]uint64
)

// takeOver gives the pages of the arena to the allocator.
func takeOver() error {
	start := uintptr(unsafe.Pointer(&arena))
	start = (start + frames.PageSize - 1) &^ (frames.PageSize - 1)
	if err := Frames.Init(start, spans[:], bitmap[:]); err != nil {
		return err
	}
	Frames.Kernel()
	return nil
}
