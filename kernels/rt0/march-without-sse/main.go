// SPDX-License-Identifier: MIT

// March-without-sse is march on a processor whose SSE nobody has enabled.
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
