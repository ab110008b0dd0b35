// SPDX-License-Identifier: MIT

package pci

import (
	"errors"
	"fmt"
	"math/bits"

	"emubench/kernels/drivers/mmio"
)

// Bits of a base address register: section 6.2.5.1.
const (
	barIO          = 1 << 0
	barWidth       = 3 << 1
	bar64          = 2 << 1
	barMemoryFlags = 0xf
	barsOfFunction = 6
)

// ErrNoMemory is of a base address register that is none of memory.
var ErrNoMemory = errors.New("pci: no memory behind this base address register")

// A bar is one base address register, or two for 64 bits.
type bar struct {
	address, size uint64
	wide          bool
}

func barRegister(index int) uint8 { return uint8(registerBAR0 + 4*index) }

// read reads a register and sizes it: of ones that are written to it, those stay
// that the device decodes. The function must not answer meanwhile.
func (f *Function) read(index int) (bar, bool) {
	low := f.space.Read(f.Place, barRegister(index))
	mask := f.probe(index)
	if low&barIO != 0 || mask == 0 {
		return bar{}, false
	}
	b := bar{uint64(low &^ barMemoryFlags), 0, low&barWidth == bar64}
	whole := uint64(mask&^barMemoryFlags) | 0xffffffff<<32
	if b.wide && index+1 < barsOfFunction {
		b.address |= uint64(f.space.Read(f.Place, barRegister(index+1))) << 32
		whole = uint64(mask&^barMemoryFlags) | uint64(f.probe(index+1))<<32
	}
	b.size = -whole
	return b, bits.OnesCount64(b.size) == 1
}

func (f *Function) probe(index int) uint32 {
	register := barRegister(index)
	before := f.space.Read(f.Place, register)
	f.space.Write(f.Place, register, ^uint32(0))
	mask := f.space.Read(f.Place, register)
	f.space.Write(f.Place, register, before)
	return mask
}

// bars calls what is given with each base address register that is one of memory,
// while the function answers at none.
func (f *Function) bars(see func(index int, b bar)) {
	command := f.space.Read(f.Place, registerCommand) & commandMask
	f.space.Write(f.Place, registerCommand, command&^(commandIO|commandMemory))
	defer f.space.Write(f.Place, registerCommand, command)
	for index := 0; index < barsOfFunction; index++ {
		b, memory := f.read(index)
		if memory {
			see(index, b)
		}
		if b.wide {
			index++
		}
	}
}

// Memory returns what lies behind a base address register that has an address.
func (f *Function) Memory(index int) (mmio.Region, error) {
	var found bar
	f.bars(func(at int, b bar) {
		if at == index {
			found = b
		}
	})
	last := found.address + found.size - 1
	if found.size == 0 {
		return mmio.Region{}, fmt.Errorf("%w: %d", ErrNoMemory, index)
	}
	if found.address == 0 || last>>32 != 0 {
		return mmio.Region{}, fmt.Errorf("pci: %d bytes at %#x are not within reach", found.size, found.address)
	}
	return mmio.At(uintptr(found.address), uintptr(found.size)), nil
}
