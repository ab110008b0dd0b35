// SPDX-License-Identifier: MIT

// Hello greets on the text screen, without a runtime below it.
package main

import (
	"emubench/kernels/drivers/textscreen/scenes"
	"emubench/kernels/rt0/vga"
)

func main() {
	vga.Clear()
	scenes.Greeting(vga.Cells())
}
