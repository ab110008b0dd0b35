// SPDX-License-Identifier: MIT

// Panic recovers from a panic.
package main

// Result is for a host to find.
var Result int

func main() {
	careful()
}

//go:noinline
func careful() {
	defer func() {
		if recover() != nil {
			Result = 42
		}
	}()
	panic("now")
}
