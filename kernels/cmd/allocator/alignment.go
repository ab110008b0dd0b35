// SPDX-License-Identifier: MIT

package main

import (
	"encoding/binary"
	"errors"
	"unsafe"

	"emubench/kernels/lib/arguments"
	"emubench/kernels/lib/frames"
	"emubench/kernels/lib/record"
)

// lengths are of what a kernel may want: a byte, a descriptor, a sector, a
// page, a little more than one, many.
var lengths = []int{1, 24, 512, 4096, 5000, 16384, 65536}

// table is a page and what one notes about it.
type table struct {
	count   int
	entries [frames.PageSize]byte
}

// kept keeps what was made, and the compiler from putting it on a stack.
var kept []unsafe.Pointer

// alignment sends addresses: of slices of several lengths, of values a little
// larger than a page, and of blocks of the allocator.
func alignment(to *record.Sender, _ arguments.Arguments) error {
	var blocks []byte
	for pages := 1; pages <= 8; pages++ {
		for _, length := range lengths {
			kept = append(kept, unsafe.Pointer(&make([]byte, length)[0]))
		}
		address, err := Frames.Alloc(pages)
		if err != nil {
			return err
		}
		blocks = appendAddress(blocks, address)
	}
	made := keptAddresses()
	for range 8 {
		kept = append(kept, unsafe.Pointer(new(table)))
	}
	return errors.Join(to.Bytes("make", made), to.Bytes("new", keptAddresses()), to.Bytes("frames", blocks))
}

// keptAddresses returns the addresses of what was kept since it was last asked.
func keptAddresses() []byte {
	var addresses []byte
	for _, pointer := range kept {
		addresses = appendAddress(addresses, uintptr(pointer))
	}
	kept = nil
	return addresses
}

func appendAddress(to []byte, address uintptr) []byte {
	return binary.LittleEndian.AppendUint64(to, uint64(address))
}
