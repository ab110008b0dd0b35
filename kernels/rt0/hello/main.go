// SPDX-License-Identifier: MIT

// Hello greets on the text screen, without a runtime below it.
package main

import (
	"emubench/kernels/rt0/vga"
	"emubench/kernels/scenes"
)

func main() {
	vga.Clear()
	scenes.Greeting(vga.Cells())
}
