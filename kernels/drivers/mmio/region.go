// SPDX-License-Identifier: MIT

// Package mmio reads and writes registers of devices that lie in memory.
package mmio

import (
	"fmt"
	"unsafe"
)

// A Region is a piece of memory that is a device's. All of its registers are
// little-endian, as are the processors that this runs on.
type Region struct {
	start unsafe.Pointer
	size  uintptr
}

// At returns the region at a physical address at which the shim has mapped it.
func At(address, size uintptr) Region {
	return Region{*(*unsafe.Pointer)(unsafe.Pointer(&address)), size}
}

// Over returns a region of ordinary memory, which stands for a device's.
func Over(memory []byte) Region {
	return Region{unsafe.Pointer(unsafe.SliceData(memory)), uintptr(len(memory))}
}

// Size returns how many bytes there are.
func (r Region) Size() uintptr { return r.size }

// Part returns so many bytes of a region, from an offset on.
func (r Region) Part(offset, size uintptr) (Region, error) {
	if offset > r.size || size > r.size-offset {
		return Region{}, fmt.Errorf("mmio: %d bytes at %#x of a region of %d", size, offset, r.size)
	}
	return Region{unsafe.Add(r.start, offset), size}, nil
}

// at returns where a register lies; one that is not in the region is a mistake of
// the program's, as an index out of range is.
func (r Region) at(offset, width uintptr) unsafe.Pointer {
	if offset > r.size || width > r.size-offset {
		panic(fmt.Sprintf("mmio: no register at %#x of a region of %d bytes", offset, r.size))
	}
	return unsafe.Add(r.start, offset)
}

// Each access is one of the processor's: none may be left out, doubled or merged,
// as the compiler could if it saw several at once.

//go:noinline
func (r Region) Read8(offset uintptr) uint8 { return *(*uint8)(r.at(offset, 1)) }

//go:noinline
func (r Region) Read16(offset uintptr) uint16 { return *(*uint16)(r.at(offset, 2)) }

//go:noinline
func (r Region) Read32(offset uintptr) uint32 { return *(*uint32)(r.at(offset, 4)) }

// A write comes behind all that was written to memory before: a device that is
// told of something finds it there.

//go:noinline
func (r Region) Write8(offset uintptr, value uint8) {
	barrier()
	*(*uint8)(r.at(offset, 1)) = value
}

//go:noinline
func (r Region) Write16(offset uintptr, value uint16) {
	barrier()
	*(*uint16)(r.at(offset, 2)) = value
}

//go:noinline
func (r Region) Write32(offset uintptr, value uint32) {
	barrier()
	*(*uint32)(r.at(offset, 4)) = value
}
