// SPDX-License-Identifier: MIT

//go:build amd64 || 386

package pci

import "emubench/kernels/lib/ports"

// Configuration mechanism 1: section 3.2.2.3.2. Both of a PC's host bridges have it.
const (
	portAddress   = 0xcf8
	portData      = 0xcfc
	addressEnable = 1 << 31
)

// noLine is the interrupt line of a function that the firmware gave none: section
// 6.2.4.
const noLine = 0xff

type mechanism1 struct{}

func address(at Place, offset uint8) uint32 {
	return addressEnable | uint32(at.Slot)<<11 | uint32(at.Function)<<8 | uint32(offset)
}

func (mechanism1) Read(at Place, offset uint8) uint32 {
	ports.Out32(portAddress, address(at, offset))
	return ports.In32(portData)
}

func (mechanism1) Write(at Place, offset uint8, value uint32) {
	ports.Out32(portAddress, address(at, offset))
	ports.Out32(portData, value)
}

// Open returns the functions on the bus, which a PC's firmware has given addresses.
// A machine without a bus has none: there all reads as ones.
func Open() ([]*Function, error) {
	return Scan(mechanism1{}), nil
}

// Line returns by which line of the interrupt controllers it interrupts: the firmware
// has routed it there and written it down.
func (f *Function) Line() (uint, bool) {
	line := uint8(f.space.Read(f.Place, registerInterrupt))
	return uint(line), f.pin() != 0 && line != 0 && line != noLine
}
