// SPDX-License-Identifier: MIT

// March computes a frame by ray marching, which is floating point throughout. Its
// cells stay empty: the tones are made by an initialiser, and none has run.
package main

import (
	"emubench/kernels/drivers/textscreen/scenes"
	"emubench/kernels/rt0/vga"
)

// Depths are for a host to find: how far each ray went.
var Depths scenes.Depths

func main() {
	scenes.March(vga.Cells(), &Depths, 0)
}
