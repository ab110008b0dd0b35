// SPDX-License-Identifier: MIT

// Package irq brings interrupts into Go. A handler of the shim's notes each as
// an event in a ring in memory that Go shares; a goroutine takes them out and
// sends them on a channel. While there are none, it waits as for any file: the
// shim tells the runtime's poller, and no thread is held up.
//
// Go code never runs in an interrupt: a handler is C and knows nothing of Go,
// and all that it does is note, count, and wake.
package irq

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

// sysInterruptOpen is the shim's own system call: shim/source.c.
const sysInterruptOpen = 500

// newsSize is what a source's file gives to a read: a count of 8 bytes.
const newsSize = 8

// Kind is a source of interrupts, of which there is one each: the number of its
// file in the shim.
type Kind uintptr

// The sources.
const (
	// Timer interrupts in every period, whether there is room for an event or not.
	Timer Kind = 5
	// Self is the processor, which interrupts itself as fast as there is room.
	Self Kind = 6
	// Serial is the first serial line, which is taken from standard input and
	// waits where there is no room.
	Serial Kind = 7
)

// A Source is a source of interrupts that is open.
type Source struct {
	*Ring
	kind   Kind
	file   *os.File
	memory []byte
}

// Open opens a source with a ring of so many events, a power of two. The
// parameter is the period of Timer in nanoseconds, or how many interrupts Self
// raises.
func Open(kind Kind, events int, parameter uint) (*Source, error) {
	// Memory of its own, which the collector knows nothing of.
	memory, err := syscall.Mmap(-1, 0, Size(events), syscall.PROT_READ|syscall.PROT_WRITE,
		syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return nil, fmt.Errorf("irq: memory for a ring: %w", err)
	}
	start := uintptr(unsafe.Pointer(unsafe.SliceData(memory)))
	number, _, errno := syscall.Syscall6(sysInterruptOpen, uintptr(kind), start,
		uintptr(events), uintptr(parameter), 0, 0)
	if errno != 0 {
		return nil, errors.Join(fmt.Errorf("irq: source %d: %w", kind, errno), syscall.Munmap(memory))
	}
	file := os.NewFile(number, "interrupts")
	return &Source{NewRing(memory, events), kind, file, memory}, nil
}

// Stop ends the interrupts. What lies in the ring may still be taken; Wait
// fails from now on.
func (s *Source) Stop() error {
	return s.file.Close()
}

// Wait returns when events have come since it returned last, at once if they
// have already. It fails when the source has been stopped.
func (s *Source) Wait() error {
	var news [newsSize]byte
	_, err := s.file.Read(news[:])
	return err
}

// goOn tells a source that waits for room that there is some again. Whether
// there are events is asked of the ring.
func (s *Source) goOn() {
	var news [newsSize]byte
	syscall.Read(int(s.kind), news[:])
}
