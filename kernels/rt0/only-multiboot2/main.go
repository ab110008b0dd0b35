// SPDX-License-Identifier: MIT

// Only-multiboot2 greets where a Multiboot2 loader has brought it, and nowhere else.
package main

import (
	"emubench/kernels/drivers/textscreen/scenes"
	"emubench/kernels/rt0/vga"
)

func main() {
	vga.Clear()
	scenes.Greeting(vga.Cells())
}
