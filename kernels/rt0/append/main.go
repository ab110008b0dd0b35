// SPDX-License-Identifier: MIT

// Append lets a slice grow beyond its array.
package main

// Result is for a host to find.
var Result int

var numbers []int

func main() {
	numbers = append(numbers, 42)
	Result = numbers[0]
}
