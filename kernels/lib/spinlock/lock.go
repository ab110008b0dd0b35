// SPDX-License-Identifier: MIT

// Package spinlock has a lock that an interrupt may want too.
package spinlock

import (
	"sync/atomic"

	"emubench/kernels/lib/interrupts"
)

// Lock is a spin lock that keeps interrupts out while it is held: on the
// processor that holds it, nobody can come and spin for ever, and nobody takes
// the processor away. Others that want it spin, with interrupts masked as well:
// between the mask and the lock nothing can come. What runs under it must not call into Go's runtime: only functions that are go:nosplit, no
// memory of Go's heap, no stores of Go pointers.
type Lock struct {
	held  uint32
	masks uint32 // 1 in a kernel; a process may not mask interrupts
	saved uintptr
}

// Kernel makes the lock mask interrupts. Without it the lock only spins, as is
// all that a process can do.
func (s *Lock) Kernel() {
	s.masks = 1
}

// Lock waits for the lock and takes it.
//
//go:nosplit
func (s *Lock) Lock() {
	var before uintptr
	if s.masks != 0 {
		before = interrupts.Mask()
	}
	for !atomic.CompareAndSwapUint32(&s.held, 0, 1) {
		for atomic.LoadUint32(&s.held) != 0 {
		}
	}
	s.saved = before
}

// Unlock gives the lock back, and interrupts their way.
//
//go:nosplit
func (s *Lock) Unlock() {
	before := s.saved
	atomic.StoreUint32(&s.held, 0)
	if s.masks != 0 {
		interrupts.Restore(before)
	}
}
