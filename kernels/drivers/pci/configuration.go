// SPDX-License-Identifier: MIT

// Package pci finds the devices on the first bus and gives them addresses.
//
// Sections are those of the PCI Local Bus Specification 3.0, whose configuration
// space PCI Express kept.
package pci

// A Configuration is the configuration space of bus 0. Offsets are multiples of 4.
type Configuration interface {
	Read(at Place, offset uint8) uint32
	Write(at Place, offset uint8, value uint32)
}

// A Place is where a function is on the bus.
type Place struct {
	Slot, Function uint8
}

// How many there can be: section 3.2.2.3.2.
const (
	slots     = 32
	functions = 8
)

// Registers of every function: figure 6-1.
const (
	registerID           = 0x00 // device ID, vendor ID
	registerCommand      = 0x04 // status, command
	registerClass        = 0x08 // class code, revision
	registerHeader       = 0x0c // BIST, header type, latency, line size
	registerBAR0         = 0x10
	registerSubsystem    = 0x2c // subsystem ID, subsystem vendor ID
	registerCapabilities = 0x34
	registerInterrupt    = 0x3c // latencies, pin, line
)

// Bits of the command register (table 6-1) and of the status register above it
// (table 6-2).
const (
	commandIO        = 1 << 0
	commandMemory    = 1 << 1
	commandBusMaster = 1 << 2
	commandNoINTx    = 1 << 10
	commandMask      = 0xffff
	statusList       = 1 << 20
)

// Fields of the header type: section 6.2.1.
const (
	headerShift       = 16
	headerLayout      = 0x7f
	headerOfFunction  = 0
	headerManyOfThese = 0x80
)

// noVendor is what an empty place reads as: section 6.1.
const noVendor = 0xffff
