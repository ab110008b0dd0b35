// SPDX-License-Identifier: MIT

// Deep calls itself until the stack is at its end.
package main

// Depth is for a host to find: how many calls there are.
var Depth int

func main() {
	down(&[256]byte{})
}

// down hands itself less stack each time than a function may take unchecked.
//
//go:noinline
func down(frame *[256]byte) byte {
	Depth++
	var next [256]byte
	next[Depth%256] = frame[0]
	return down(&next) + next[1]
}
