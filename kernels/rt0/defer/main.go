// SPDX-License-Identifier: MIT

// Defer runs a deferred function when another returns.
package main

// Result is for a host to find.
var Result int

func main() {
	later()
}

//go:noinline
func later() {
	defer func() { Result = 2 * Result }()
	Result = 21
}
