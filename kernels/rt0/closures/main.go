// SPDX-License-Identifier: MIT

// Closures calls a function that keeps a variable of another's.
package main

// Result is for a host to find.
var Result int

func main() {
	add := adder(40)
	add()
	Result = add()
}

func adder(sum int) func() int {
	return func() int {
		sum++
		return sum
	}
}
