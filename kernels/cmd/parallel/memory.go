// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"syscall"
)

const (
	pageSize = 4096
	// inside is a place in a page, off its start, where a list of free pages has its link.
	inside = 1000
)

func mapPages(count int) ([]byte, error) {
	return syscall.Mmap(-1, 0, count*pageSize, syscall.PROT_READ|syscall.PROT_WRITE,
		syscall.MAP_ANON|syscall.MAP_PRIVATE)
}

// firstTouch has all processors come to fresh pages at the same time: each page
// is one, for all of them.
func firstTouch() error {
	const pages = 256
	for range 8 {
		memory, err := mapPages(pages)
		if err != nil {
			return err
		}
		start := gate{size: int32(runtime.GOMAXPROCS(0))}
		counts := make([]*atomic.Int32, pages)
		for i := range counts {
			counts[i] = word(memory, i*pageSize)
		}
		everywhere(func(int) {
			start.pass()
			for _, count := range counts {
				count.Add(1)
			}
		})
		for i, count := range counts {
			if count.Load() != start.size {
				return fmt.Errorf("page %d counts %d, want %d", i, count.Load(), start.size)
			}
		}
		if err := syscall.Munmap(memory); err != nil {
			return err
		}
	}
	return nil
}

// A lesson changes what lies at a page that all other processors have just
// read, and has them read it again.
type lesson struct {
	change func(memory []byte) error // on one processor
	judge  func(b *byte) bool        // on the others, at once after it
	undo   func(memory []byte) error
}

const lessonRounds = 20

func (l lesson) teach() error {
	// The pages around it stay: what the runtime maps meanwhile does not fit between them.
	all, err := mapPages(4)
	if err != nil {
		return err
	}
	memory := all[pageSize : 3*pageSize]
	at := &memory[inside]
	step := gate{size: int32(others()) + 1}
	var wrong atomic.Int32
	var failed error
	together(int(step.size), func(number int) {
		for range lessonRounds {
			if number == 0 {
				*at = 7
			}
			step.passSlowly()
			if load(at) != 7 {
				wrong.Add(1)
			}
			// Who naps goes on elsewhere: what this processor knows of the page stays
			// to the point only if nobody does before it is judged.
			step.pass()
			if number == 0 && failed == nil {
				failed = l.change(memory)
			}
			step.pass()
			if !l.judge(at) {
				wrong.Add(1)
			}
			step.passSlowly()
			if number == 0 && failed == nil {
				failed = l.undo(memory)
			}
		}
	})
	if failed != nil {
		return failed
	}
	if wrong.Load() != 0 {
		return fmt.Errorf("%d of %d looks saw what is not there any more", wrong.Load(), lessonRounds*int(step.size))
	}
	return syscall.Munmap(all)
}

//go:noinline
func load(at *byte) byte { return *at }

// faults tells whether reading a byte does.
func faults(at *byte) (fault bool) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() { fault = recover() != nil }()
	load(at)
	return false
}

func nothing([]byte) error { return nil }

// discard gives zeros on all processors at once.
func discard() error {
	return lesson{
		change: func(memory []byte) error { return syscall.Madvise(memory, syscall.MADV_DONTNEED) },
		judge:  func(at *byte) bool { return load(at) == 0 },
		undo:   nothing,
	}.teach()
}

// unmap makes all processors fault. What is mapped again comes to the same place.
func unmap() error {
	return lesson{
		change: func(memory []byte) error { return raw(syscall.SYS_MUNMAP, memory, 0, 0) },
		judge:  faults,
		undo: func(memory []byte) error {
			return raw(syscall.SYS_MMAP, memory, syscall.PROT_READ|syscall.PROT_WRITE,
				syscall.MAP_ANON|syscall.MAP_PRIVATE|syscall.MAP_FIXED)
		},
	}.teach()
}

// protect makes all processors fault, until it is taken back.
func protect() error {
	return lesson{
		change: func(memory []byte) error { return syscall.Mprotect(memory, syscall.PROT_NONE) },
		judge:  faults,
		undo: func(memory []byte) error {
			return syscall.Mprotect(memory, syscall.PROT_READ|syscall.PROT_WRITE)
		},
	}.teach()
}

// mappingStorm maps, fills, discards and unmaps on all processors: what one
// wrote nobody else changes, and what is fresh is zero.
func mappingStorm() error {
	var wrong atomic.Int32
	var failed atomic.Pointer[error]
	everywhere(func(number int) {
		for n := range 60 {
			if err := mapAndCheck(byte(number+1), 1+n%24, &wrong); err != nil {
				failed.Store(&err)
			}
		}
	})
	if err := failed.Load(); err != nil {
		return *err
	}
	if wrong.Load() != 0 {
		return fmt.Errorf("%d bytes were another's", wrong.Load())
	}
	return nil
}

func mapAndCheck(mark byte, pages int, wrong *atomic.Int32) error {
	memory, err := mapPages(pages)
	if err != nil {
		return err
	}
	expect := func(want byte) {
		for at := inside; at < len(memory); at += pageSize {
			if memory[at] != want || memory[at+8] != want {
				wrong.Add(1)
			}
		}
	}
	fill := func() {
		for at := range memory {
			memory[at] = mark
		}
	}
	expect(0)
	fill()
	expect(mark)
	if err := syscall.Madvise(memory, syscall.MADV_DONTNEED); err != nil {
		return err
	}
	expect(0)
	fill()
	expect(mark)
	return syscall.Munmap(memory)
}
