// Hello greets on the text screen, without a runtime below it.
package main

import (
	"emubench/kernels/rt0/vga"
	"emubench/kernels/scenes"
)

func main() {
	cells := vga.Cells()
	for i := range cells {
		cells[i] = 0x0720 // a space, light grey on black
	}
	scenes.Greeting(cells)
}
