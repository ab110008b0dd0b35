package main

import (
	"errors"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"emubench/kernels/record"
)

// patience is how long the lock is held for an interrupt to come: twenty ticks.
const patience = 20 * time.Millisecond

// What the two goroutines and the handler tell each other.
var (
	ready  atomic.Bool // the goroutine that interrupts runs
	open   atomic.Bool // it may
	held   atomic.Bool // the lock is held
	during atomic.Bool // the interrupt came while it was
	served atomic.Bool // the handler has had the lock
)

// collide holds a lock until an interrupt came whose handler takes it too, or
// until twenty ticks should have passed.
func collide(to *record.Sender, guard sync.Locker) error {
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
	for !served.Load() && now()-start < patience {
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
