// SPDX-License-Identifier: MIT

// Channels sends a value and takes it.
package main

// Result is for a host to find.
var Result int

func main() {
	numbers := make(chan int, 1)
	numbers <- 42
	Result = <-numbers
}
