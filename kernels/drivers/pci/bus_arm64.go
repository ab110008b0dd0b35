// SPDX-License-Identifier: MIT

package pci

import "emubench/kernels/drivers/mmio"

// QEMU's virt: hw/arm/virt.c, base_memmap and a15irqmap. The shim has mapped the
// configuration space of the first bus: shim/arm64/virt.h.
const (
	configurationSpace = 0x04000000
	configurationSize  = 1 << 20
	windowStart        = 0x10000000
	windowEnd          = 0x3eff0000
	firstLine          = 32 + 3 // shared peripheral interrupt 3, as the GIC counts
	lines              = 4
)

// ecam is configuration space in memory, a page a function: PCI Express Base
// Specification 3.0, section 7.2.2.
type ecam struct{ mmio.Region }

func offsetOf(at Place, offset uint8) uintptr {
	return uintptr(at.Slot)<<15 | uintptr(at.Function)<<12 | uintptr(offset)
}

func (e ecam) Read(at Place, offset uint8) uint32 { return e.Read32(offsetOf(at, offset)) }

func (e ecam) Write(at Place, offset uint8, value uint32) { e.Write32(offsetOf(at, offset), value) }

// Open returns the functions on the bus. There is no firmware that would have given
// them addresses.
func Open() ([]*Function, error) {
	found := Scan(ecam{mmio.At(configurationSpace, configurationSize)})
	return found, Assign(found, &Window{windowStart, windowEnd})
}

// Line returns by which interrupt of the GIC it interrupts: pins are dealt out to the
// four lines in turn, device by device.
func (f *Function) Line() (uint, bool) {
	pin := f.pin()
	if pin == 0 {
		return 0, false
	}
	return firstLine + uint(f.Slot+pin-1)%lines, true
}
