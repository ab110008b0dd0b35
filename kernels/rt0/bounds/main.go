// SPDX-License-Identifier: MIT

// Bounds goes beyond the end of an array.
package main

// Result is for a host to find.
var Result int

var memory [4]int

func main() {
	Result = memory[beyond(4)]
}

//go:noinline
func beyond(size int) int { return size }
