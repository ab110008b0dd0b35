// SPDX-License-Identifier: MIT

// Map-on-stack has a map so small that it needs no memory of the heap.
package main

// Result is for a host to find.
var Result int

func main() {
	numbers := map[int]int{}
	numbers[6] = 7
	Result = 6 * numbers[6]
}
