// SPDX-License-Identifier: MIT

package main

// A wild address is one at which a device has no business.
type wild int

const (
	zero wild = iota
	flash
	interrupts
	bus
	itself // the device's own registers, which stand in no table
	hole
	above
	top
	end
	wildCount
)

var wildNames = [wildCount]string{
	zero:       "page 0",
	flash:      "the firmware",
	interrupts: "the interrupt controller",
	bus:        "PCI configuration space",
	itself:     "the device's own registers",
	hole:       "where nothing is",
	above:      "above RAM",
	top:        "the end of 52 bits",
	end:        "the end of 64 bits",
}
