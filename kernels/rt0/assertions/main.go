// SPDX-License-Identifier: MIT

// Assertions asks whether what an interface holds has the methods of another,
// which only the runtime can tell.
package main

// Result is for a host to find.
var Result int

type shape interface{ area() int }

type square struct{ side int }

func (s *square) area() int { return s.side * s.side }

var (
	small     = square{6}
	what  any = &small
)

func main() {
	if s, yes := what.(shape); yes {
		Result = s.area() + 6
	}
}
