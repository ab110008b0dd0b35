// SPDX-License-Identifier: MIT

package main

import "emubench/kernels/drivers/pci"

const (
	registerCommand = 0x04
	registerTest    = 0x0c // built-in test, header, latency, line
	firstBAR        = 0x10
	lastBAR         = 0x24
	registerROM     = 0x30
	lastRegister    = 0xfc
)

// kept runs a change of the device of random bytes, and undoes it.
func kept(change func(at pci.Place)) {
	var before [lastRegister/4 + 1]uint32
	for index := range before {
		before[index] = readConfiguration(random.Place, uint8(4*index))
	}
	change(random.Place)
	for index := firstBAR / 4; index < len(before); index++ {
		writeConfiguration(random.Place, uint8(4*index), before[index])
	}
	writeConfiguration(random.Place, registerCommand, before[1]&0xffff)
}

func setAll(value uint32) func() {
	return func() {
		kept(func(at pci.Place) {
			for register := firstBAR; register <= lastRegister; register += 4 {
				writeConfiguration(at, uint8(register), value)
			}
		})
	}
}

func moveTo(where wild) func() {
	return func() {
		address := wildAddresses[where]
		kept(func(at pci.Place) {
			for bar := firstBAR; bar <= lastBAR; bar += 8 {
				writeConfiguration(at, uint8(bar), uint32(address))
				writeConfiguration(at, uint8(bar+4), uint32(address>>32))
			}
			writeConfiguration(at, registerCommand, 6)
		})
	}
}

func set(register uint8, value uint32) func() {
	return func() {
		kept(func(at pci.Place) { writeConfiguration(at, register, value) })
	}
}

// readEverything reads all configuration space, of functions that there are not, too.
func readEverything() {
	for slot := range uint8(32) {
		for function := range uint8(8) {
			for register := 0; register <= lastRegister; register += 4 {
				readConfiguration(pci.Place{Slot: slot, Function: function}, uint8(register))
			}
		}
	}
}

var busWays = []way{
	{"PCI: all registers ones", setAll(0xffffffff)},
	{"PCI: all registers 0", setAll(0)},
	{"PCI: a device over page 0", moveTo(zero)},
	{"PCI: a device over the firmware", moveTo(flash)},
	{"PCI: a device over the interrupt controller", moveTo(interrupts)},
	{"PCI: a device over configuration space", moveTo(bus)},
	{"PCI: a device above RAM", moveTo(above)},
	{"PCI: a device at the end of 52 bits", moveTo(top)},
	{"PCI: a device at the end of 64 bits", moveTo(end)},
	{"PCI: a ROM over the firmware", set(registerROM, 0xfffff001)},
	{"PCI: the built-in test", set(registerTest, 0xff000000)},
	{"PCI: all commands", set(registerCommand, 0xffff)},
	{"PCI: all of configuration space is read", readEverything},
}
