// SPDX-License-Identifier: MIT

package main

import (
	"syscall"
	"unsafe"
)

// What the shim and Linux call things: include/uapi/asm-generic/signal.h.
const (
	interruptSignal = syscall.SIGUSR1
	signalBlock     = 0
	maskSize        = 8 // bytes of a set of signals
)

// action is rt_sigaction(2)'s.
type action struct {
	handler  uintptr
	flags    uintptr
	restorer uintptr
	mask     uint64
}

// onInterrupt is what runs in an interrupt.
var onInterrupt func()

// entries returns the addresses of what the shim calls and of what that
// returns to.
func entries() (handler, restorer uintptr)

// handler is what the shim calls.
func handler()

// interrupted is called by the handler, on top of whatever ran.
func interrupted() {
	onInterrupt()
}

// handle makes the calling thread run a function wherever it is when another
// one calls interrupt: on the stack of the goroutine that it runs, with nothing
// else of this thread running before the function returns. That is an
// interrupt, as far as the code that was interrupted can tell.
//
// The shim serves the processor's interrupts itself: the timer's tick takes the
// processor from one thread and gives it to the other, or the other runs on
// another processor, which calls this one. Go's
// runtime takes no part, and a handler that needs it is in danger: it may have
// come in the middle of it.
func handle(function func()) error {
	onInterrupt = function
	handler, restorer := entries()
	act := action{handler: handler, restorer: restorer}
	if _, _, errno := syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, uintptr(interruptSignal),
		uintptr(unsafe.Pointer(&act)), 0, maskSize, 0, 0); errno != 0 {
		return errno
	}
	return keepPreemptionOut()
}

// keepPreemptionOut blocks the signal by which Go's scheduler takes a goroutine
// off its thread: nothing but our interrupt is to come in between.
func keepPreemptionOut() error {
	mask := uint64(1) << (syscall.SIGURG - 1)
	if _, _, errno := syscall.RawSyscall6(syscall.SYS_RT_SIGPROCMASK, signalBlock,
		uintptr(unsafe.Pointer(&mask)), 0, maskSize, 0, 0); errno != 0 {
		return errno
	}
	return nil
}

// interrupt interrupts a thread when that next runs.
func interrupt(thread int) {
	syscall.RawSyscall(syscall.SYS_TGKILL, uintptr(syscall.Getpid()), uintptr(thread), uintptr(interruptSignal))
}
