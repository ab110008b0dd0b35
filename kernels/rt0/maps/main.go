// SPDX-License-Identifier: MIT

// Maps puts a value into a map and takes it out again.
package main

// Result is for a host to find.
var Result int

func main() {
	numbers := make(map[int]int, 100)
	numbers[6] = 7
	Result = 6 * numbers[6]
}
