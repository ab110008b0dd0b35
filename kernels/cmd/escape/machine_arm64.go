// SPDX-License-Identifier: MIT

package main

import (
	"math/bits"

	"emubench/kernels/drivers/mmio"
	"emubench/kernels/drivers/pci"
)

// QEMU's virt: hw/arm/virt.c, base_memmap and extended_memmap. Of the interrupt controller
// the part that takes messages: QEMU 7.2 dies of an access to the others that comes from no
// processor.
var wildAddresses = [wildCount]uint64{
	zero:       0,
	flash:      0x04000000,
	interrupts: 0x08020000,
	bus:        0x4010000000,
	hole:       0x0f000000,
	above:      1 << 41,
	top:        1<<52 - 0x1000,
	end:        ^uint64(0xfff),
}

// space is configuration space, where the shim has mapped it: shim/arm64/virt.h.
var space = mmio.At(0x04000000, 1<<20)

func offset(at pci.Place, register uint8) uintptr {
	return uintptr(at.Slot)<<15 | uintptr(at.Function)<<12 | uintptr(register)
}

func readConfiguration(at pci.Place, register uint8) uint32 {
	return space.Read32(offset(at, register))
}

func writeConfiguration(at pci.Place, register uint8, value uint32) {
	space.Write32(offset(at, register), value)
}

func beginTransfer(request uint64) {
	registers := mmio.At(0x09020000, 0x18)
	registers.Write32(16, bits.ReverseBytes32(uint32(request>>32)))
	registers.Write32(20, bits.ReverseBytes32(uint32(request)))
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
	{"device: the serial line's registers that there are not", device(0x09000f00, 0x100, 0xffffffff)},
	{"device: the clock", device(0x09010000, 0x1c, 0)},
	{"device: the clock's registers that there are not", device(0x09010f00, 0x100, 0xffffffff)},
	{"device: fw_cfg's registers that there are not", device(0x09020018, 0x100, 0xffffffff)},
	{"device: a transport of virtio without a device", device(0x0a000000, 0x200, 0xffffffff)},
	{"device: the last transport of virtio", device(0x0a003e00, 0x200, 0xffffffff)},
	{"device: messages as interrupts", device(0x08020000, 0x100, 0)},
	{"device: where platform devices go", device(0x0c000000, 0x100, 0xffffffff)},
	{"device: ports of PCI", device(0x3eff0000, 0x100, 0xffffffff)},
	{"device: where nothing is", device(0x0f000000, 0x100, 0xffffffff)},
	{"device: between memory and devices", device(0x3fffff00, 0x100, 0xffffffff)},
	{"device: power off by a button that there is not", device(0x09030f00, 0x100, 0xffffffff)},
}
