// SPDX-License-Identifier: MIT

// Defer-loop defers in a loop: so many that the runtime has to keep them.
package main

// Result is for a host to find.
var Result int

func main() {
	later(6)
}

//go:noinline
func later(times int) {
	for range times {
		defer func() { Result += 7 }()
	}
}
