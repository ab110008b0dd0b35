// SPDX-License-Identifier: MIT

// Interfaces calls methods through an interface, and asks for its type.
package main

// Result is for a host to find.
var Result int

type shape interface{ area() int }

type square struct{ side int }

func (s *square) area() int { return s.side * s.side }

var (
	small       = square{6}
	what  shape = &small
)

func main() {
	if s, yes := what.(*square); yes {
		Result = what.area() + s.side
	}
}
