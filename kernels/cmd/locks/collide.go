// SPDX-License-Identifier: MIT

package main

import (
	"errors"
	"math"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"emubench/kernels/lib/record"
)

// How long a lock is held for an interrupt to come.
const (
	forever     = time.Duration(math.MaxInt64) // it comes
	twentyTicks = 20 * time.Millisecond        // it is not to
)

// fewest are the looks at the clock that a wait has: an emulator that its host
// stops for a while finds the time gone and did not run in it.
const fewest = 10000

// What the two goroutines and the handler tell each other.
var (
	ready  atomic.Bool // the goroutine that interrupts runs
	open   atomic.Bool // it may
	held   atomic.Bool // the lock is held
	during atomic.Bool // the interrupt came while it was
	served atomic.Bool // the handler has had the lock
)

// collide holds a lock until an interrupt came whose handler takes it too, or
// as long as patience lasts.
func collide(to *record.Sender, guard sync.Locker, patience time.Duration) error {
	if err := handle(func() {
		during.Store(held.Load())
		guard.Lock()
		guard.Unlock()
		served.Store(true)
	}); err != nil {
		return err
	}
	go interruptOnce(syscall.Gettid())
	for !ready.Load() {
	}
	os.Stdout.WriteString("the lock is taken\n")
	guard.Lock()
	held.Store(true)
	open.Store(true)
	// Nothing here may yield: with interrupts masked, nobody would unmask them.
	start := now()
	for looks := 0; !served.Load() && (looks < fewest || now()-start < patience); looks++ {
	}
	holding := now() - start
	held.Store(false)
	guard.Unlock()
	for !served.Load() {
	}
	return errors.Join(to.Unsigned("held-ns", uint64(holding)), to.Unsigned("during", count(during.Load())))
}

// interruptOnce interrupts a thread as soon as it may.
func interruptOnce(thread int) {
	runtime.LockOSThread()
	ready.Store(true)
	for !open.Load() {
	}
	interrupt(thread)
}

// now returns the machine's time without Go's runtime.
//
//go:nosplit
func now() time.Duration {
	const monotonic = 1
	var at syscall.Timespec
	syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, monotonic, uintptr(unsafe.Pointer(&at)), 0)
	return time.Duration(at.Sec)*time.Second + time.Duration(at.Nsec)
}

func count(happened bool) uint64 {
	if happened {
		return 1
	}
	return 0
}
