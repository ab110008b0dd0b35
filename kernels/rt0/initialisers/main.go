// SPDX-License-Identifier: MIT

// Initialisers has a variable whose value is only known at run time.
package main

// Result is for a host to find.
var Result int

var number = half(84)

//go:noinline
func half(of int) int { return of / 2 }

func main() {
	Result = number
}
