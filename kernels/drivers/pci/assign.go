// SPDX-License-Identifier: MIT

package pci

import "fmt"

// A Window is a range of addresses that the bus hands on to its devices: the first
// that is free, and the end.
type Window struct {
	Next, End uint64
}

// Assign gives an address to each base address register of memory that has none, as
// firmware would have done: aligned to its size, as section 6.2.5.1 asks.
func Assign(found []*Function, window *Window) error {
	for _, f := range found {
		if !f.ordinary() {
			continue
		}
		var err error
		f.bars(func(index int, b bar) {
			if b.address == 0 && err == nil {
				err = f.place(index, b, window)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *Function) place(index int, b bar, window *Window) error {
	start := (window.Next + b.size - 1) &^ (b.size - 1)
	if start > window.End || b.size > window.End-start {
		return fmt.Errorf("pci: no room for %d bytes of %04x:%04x", b.size, f.Vendor, f.Device)
	}
	f.space.Write(f.Place, barRegister(index), uint32(start))
	if b.wide {
		f.space.Write(f.Place, barRegister(index+1), uint32(start>>32))
	}
	window.Next = start + b.size
	return nil
}
