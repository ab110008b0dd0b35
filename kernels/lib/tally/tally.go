// SPDX-License-Identifier: MIT

// Package tally checks a sequence of numbers for what was lost on the way, and
// says how long things took.
package tally

// Sequence counts what is wrong with numbers that should come as 0, 1, 2, …
type Sequence struct {
	// Received counts all.
	Received uint64
	// Missing counts the numbers that were left out.
	Missing uint64
	// Doubled counts those that came again at once.
	Doubled uint64
	// Reordered counts those that came after a higher one.
	Reordered uint64

	next uint64
}

// Add takes the next number as it came.
func (s *Sequence) Add(number uint64) {
	s.Received++
	switch {
	case number >= s.next:
		s.Missing += number - s.next
		s.next = number + 1
	case number+1 == s.next:
		s.Doubled++
	default:
		s.Reordered++
	}
}
