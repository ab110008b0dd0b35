// SPDX-License-Identifier: MIT

//go:build amd64 || 386

package main

import (
	"math/bits"

	"emubench/kernels/drivers/mmio"
	"emubench/kernels/drivers/pci"
	"emubench/kernels/lib/ports"
)

var wildAddresses = [wildCount]uint64{
	zero:       0,
	flash:      0xfffff000,
	interrupts: 0xfec00000,
	bus:        0xb0000000,
	hole:       0xd0000000,
	above:      1 << 39,
	top:        1<<52 - 0x1000,
	end:        ^uint64(0xfff),
}

// PCI Local Bus Specification 3.0, section 3.2.2.3.2.
const (
	portAddress = 0xcf8
	portData    = 0xcfc
)

func choose(at pci.Place, register uint8) {
	ports.Out32(portAddress, 1<<31|uint32(at.Slot)<<11|uint32(at.Function)<<8|uint32(register))
}

func readConfiguration(at pci.Place, register uint8) uint32 {
	choose(at, register)
	return ports.In32(portData)
}

func writeConfiguration(at pci.Place, register uint8, value uint32) {
	choose(at, register)
	ports.Out32(portData, value)
}

func beginTransfer(request uint64) {
	ports.Out32(0x514, bits.ReverseBytes32(uint32(request>>32)))
	ports.Out32(0x518, bits.ReverseBytes32(uint32(request)))
}

func out(port uint16, values ...uint32) func() {
	return func() {
		for _, value := range values {
			ports.Out32(port, value)
		}
	}
}

func in(first, last uint16) func() {
	return func() {
		for port := uint32(first); port <= uint32(last); port += 4 {
			ports.In32(uint16(port))
		}
	}
}

func device(address, length uintptr, value uint32) func() {
	return func() {
		registers := mmio.At(address, length)
		for at := uintptr(0); at < length; at += 4 {
			registers.Read32(at)
			registers.Write32(at, value)
		}
	}
}

var machineWays = []way{
	{"port: VMware's backdoor", out(0x5658, 0x564d5868)},
	{"port: VMware's stream", out(0x5659, 0x564d5868)},
	{"port: SeaBIOS's messages", out(0x402, 0x0a733225)},
	{"port: Bochs's messages", out(0xe9, 0x0a733225)},
	{"port: Bochs's shutdown", out(0x8900, 0x74756853, 0x6e776f64)},
	{"port: codes of the power-on test", out(0x80, 0xffffffff)},
	{"port: another exit for debugging", out(0x501, 0xffffffff)},
	{"port: the display's registers", out(0x1ce, 0x0000ffff, 0xffffffff)},
	{"port: a sound card", out(0x22c, 0xffffffff)},
	{"port: a network card", out(0x300, 0xffffffff)},
	{"port: processors that come and go", out(0x0cd8, 0xffffffff, 0)},
	{"port: devices that come and go", out(0x0cc4, 0xffffffff, 0)},
	{"port: memory that comes and goes", out(0x0a00, 0xffffffff, 0)},
	{"port: general events", out(0x620, 0xffffffff)},
	{"port: the end of them", out(0xfffc, 0xffffffff)},
	{"port: past the end of them", out(0xffff, 0xffffffff)},
	{"port: every one is read", in(0x1000, 0xfff8)},
	{"memory: the firmware", device(0xfffff000, 0x1000, 0xffffffff)},
	{"memory: the module of trust", device(0xfed40000, 0x1000, 0xffffffff)},
	{"memory: where nothing is", device(0xd0000000, 0x1000, 0xffffffff)},
}
