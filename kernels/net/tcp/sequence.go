// SPDX-License-Identifier: MIT

// Package tcp has those parts of TCP that know of no connection and no network: how
// numbers are compared, how much may be on its way, how long an answer is waited for.
package tcp

// A Sequence is a sequence number, modulo 2^32: RFC 9293, section 3.4.
type Sequence uint32

// Plus returns the number so many bytes further on.
func (a Sequence) Plus(n int) Sequence { return a + Sequence(uint32(n)) }

// Minus returns how far a lies behind b; less than 0 if it lies before.
func (a Sequence) Minus(b Sequence) int { return int(int32(a - b)) }

// Before says whether a lies before b.
func (a Sequence) Before(b Sequence) bool { return a.Minus(b) < 0 }

// After says whether a lies behind b.
func (a Sequence) After(b Sequence) bool { return a.Minus(b) > 0 }
