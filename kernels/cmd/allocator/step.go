// SPDX-License-Identifier: MIT

package main

import (
	"encoding/binary"
	"fmt"

	"emubench/kernels/lib/frames"
	"emubench/kernels/lib/record"
)

// typeStep is the record of a call: operation, outcome, two
// bytes of nothing, pages (u32), address (u64). tests/kernels/models/frame_layout.py has it as a struct.
const typeStep = record.Own

// The operations.
const (
	opAlloc = 0
	opFree  = 1
)

// outcomes are the errors of the allocator by the number that a record has.
var outcomes = []error{nil, frames.ErrPages, frames.ErrMemory, frames.ErrForeign, frames.ErrAllocated}

// A guide makes calls and shows the host each.
type guide struct {
	to *record.Sender
}

func (g guide) alloc(pages int) (uintptr, error) {
	address, err := Frames.Alloc(pages)
	return address, g.report(opAlloc, pages, address, err)
}

func (g guide) free(address uintptr) error {
	return g.report(opFree, 0, address, Frames.Free(address))
}

// report tells the host of a call, and waits until it has looked.
func (g guide) report(operation byte, pages int, address uintptr, result error) error {
	outcome, err := outcomeOf(result)
	if err != nil {
		return err
	}
	body := binary.LittleEndian.AppendUint32([]byte{operation, outcome, 0, 0}, uint32(pages))
	body = binary.LittleEndian.AppendUint64(body, uint64(address))
	if err := g.to.Send(typeStep, body); err != nil {
		return err
	}
	wait()
	return nil
}

func outcomeOf(result error) (byte, error) {
	for number, known := range outcomes {
		if result == known {
			return byte(number), nil
		}
	}
	return 0, fmt.Errorf("the allocator said %w", result)
}
