// SPDX-License-Identifier: MIT

// Goroutines starts one.
package main

// Result is for a host to find.
var Result int

func main() {
	go func() { Result = 42 }()
	for Result == 0 {
	}
}
