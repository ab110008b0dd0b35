// SPDX-License-Identifier: MIT

// Generics sums what is there, whatever its type.
package main

// Result is for a host to find.
var Result int

var numbers = [...]int{20, 21, 1}

func main() {
	Result = sum(numbers[:])
}

//go:noinline
func sum[T int | float64](of []T) (total T) {
	for _, number := range of {
		total += number
	}
	return total
}
