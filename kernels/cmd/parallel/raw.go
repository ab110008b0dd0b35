// SPDX-License-Identifier: MIT

package main

import (
	"sync/atomic"
	"syscall"
	"unsafe"
)

// raw makes a system call about memory that package syscall keeps account of
// and would not take again.
func raw(number uintptr, memory []byte, protection, flags uintptr) error {
	start := uintptr(unsafe.Pointer(unsafe.SliceData(memory)))
	_, _, errno := syscall.Syscall6(number, start, uintptr(len(memory)), protection, flags, ^uintptr(0), 0)
	if errno != 0 {
		return errno
	}
	return nil
}

// word is an atomic number in a piece of memory.
func word(memory []byte, at int) *atomic.Int32 {
	return (*atomic.Int32)(unsafe.Pointer(&memory[at]))
}
