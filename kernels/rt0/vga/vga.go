// SPDX-License-Identifier: MIT

// Package vga is a PC's text screen as a kernel without a runtime has it: cells
// at a known address, which a slice makes out of nothing.
package vga

import "unsafe"

// cells is how many a screen of 80 columns and 25 rows has.
const cells = 80 * 25

// address is that of VGA's text mode 3. IBM VGA Technical Reference, "Display
// Buffer".
var address uintptr = 0xb8000

// Cells returns the screen, row by row.
func Cells() []uint16 {
	// By way of its own address: the integer is not a Go pointer that lost its type.
	return unsafe.Slice(*(**uint16)(unsafe.Pointer(&address)), cells)
}

// Clear fills the screen with spaces, light grey on black.
func Clear() {
	cells := Cells()
	for i := range cells {
		cells[i] = 0x0720
	}
}
