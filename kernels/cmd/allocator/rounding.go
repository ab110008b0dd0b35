// SPDX-License-Identifier: MIT

package main

import (
	"math/bits"
	"unsafe"

	"emubench/kernels/lib/arguments"
	"emubench/kernels/lib/frames"
	"emubench/kernels/lib/record"
)

// wanted is a number of pages that is not a power of two.
const wanted = 3

// rounding takes blocks for as many pages as are wanted, writes all of them,
// and leaves them for the host to read: blocks of a size that was rounded down,
// as log2 of an integer may be taken, and then of one that was rounded up.
func rounding(to *record.Sender, _ arguments.Arguments) error {
	if err := takeAndWrite(to, "down", 1<<(bits.Len(wanted)-1)); err != nil {
		return err
	}
	return takeAndWrite(to, "up", wanted)
}

func takeAndWrite(to *record.Sender, name string, pages int) error {
	var blocks [8]uintptr
	var addresses []byte
	for i := range blocks {
		var err error
		if blocks[i], err = Frames.Alloc(pages); err != nil {
			return err
		}
		addresses = appendAddress(addresses, blocks[i])
	}
	for i, block := range blocks {
		write(block, byte('A'+i))
	}
	if err := to.Bytes(name, addresses); err != nil {
		return err
	}
	wait()
	for _, block := range blocks {
		if err := Frames.Free(block); err != nil {
			return err
		}
	}
	return nil
}

// write writes as many pages as are wanted, whatever the block holds.
func write(address uintptr, letter byte) {
	// By way of its own address: the integer is not a Go pointer that lost its type.
	first := *(**byte)(unsafe.Pointer(&address))
	memory := unsafe.Slice(first, wanted*frames.PageSize)
	for i := range memory {
		memory[i] = letter
	}
}
