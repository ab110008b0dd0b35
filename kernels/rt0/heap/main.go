// SPDX-License-Identifier: MIT

// Heap takes memory of the heap.
package main

// Result is for a host to find.
var Result int

var kept *int

func main() {
	kept = new(int)
	*kept = 42
	Result = *kept
}
