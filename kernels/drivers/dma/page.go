// SPDX-License-Identifier: MIT

// Package dma is memory that devices read and write.
package dma

import (
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

// PageSize is how much of it is in one piece: pages that follow each other for a
// program need not do so for a device.
const PageSize = 4096

// A Page is a page of memory, of zeros at first.
type Page struct {
	Bytes []byte
	// Physical is where a device finds it.
	Physical uint64
}

// sysPhysicalAddress is the shim's own system call: shim/memory.c.
const sysPhysicalAddress = 501

// NewPage returns a page that stays where it is for ever.
func NewPage() (Page, error) {
	// The collector knows nothing of it, and so never moves it or gives it back.
	memory, err := syscall.Mmap(-1, 0, PageSize, syscall.PROT_READ|syscall.PROT_WRITE,
		syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return Page{}, fmt.Errorf("dma: no page: %w", err)
	}
	physical, _, errno := syscall.RawSyscall(sysPhysicalAddress,
		uintptr(unsafe.Pointer(unsafe.SliceData(memory))), 0, 0)
	if errno != 0 {
		return Page{}, os.NewSyscallError("physical_address", errno)
	}
	return Page{memory, uint64(physical)}, nil
}
