// SPDX-License-Identifier: MIT

package main

import (
	"errors"
	"os"
	"runtime"
	"sync/atomic"
	"syscall"
	"unsafe"

	"emubench/kernels/lib/frames"
	"emubench/kernels/lib/record"
)

// interrupts are as many as hit the allocator.
const interrupts = 100

// frameCount is how many frames there are. Nobody writes to them.
const frameCount = 777

// Frames is for a host to find by the symbol main.Frames.
var Frames frames.Allocator

var (
	spans  [frameCount]frames.Span
	bitmap [(frameCount + 63) / 64]uint64
)

// storm takes and gives back blocks while interrupts do the same, and leaves
// the allocator for the host to look at: all is to be free and whole.
func storm(to *record.Sender) error {
	start := uintptr(unsafe.Pointer(&spans)) &^ (frames.PageSize - 1)
	if err := Frames.Init(start, spans[:], bitmap[:]); err != nil {
		return err
	}
	Frames.Kernel()
	var came, refused atomic.Uint32
	if err := handle(func() {
		if takeAndGive(3) != nil {
			refused.Add(1)
		}
		came.Add(1)
	}); err != nil {
		return err
	}
	go interruptOften(syscall.Gettid(), &came)
	// Not before: the go statement runs on the scheduler's stack for a while, and between that
	// and the goroutine's there is no stack that a handler in Go could use.
	open.Store(true)
	rounds := uint64(0)
	for ; came.Load() < interrupts; rounds++ {
		if err := takeAndGive(1 + int(rounds%32)); err != nil {
			return err
		}
	}
	err := errors.Join(to.Unsigned("rounds", rounds), to.Unsigned("refused", uint64(refused.Load())))
	os.Stdin.Read(make([]byte, 1))
	return err
}

// interruptOften interrupts a thread whenever it has served the last one.
func interruptOften(thread int, came *atomic.Uint32) {
	runtime.LockOSThread()
	for !open.Load() {
	}
	for sent := uint32(0); sent < interrupts; sent++ {
		interrupt(thread)
		for came.Load() <= sent {
		}
	}
}

func takeAndGive(pages int) error {
	address, err := Frames.Alloc(pages)
	if err != nil {
		return err
	}
	return Frames.Free(address)
}
