// SPDX-License-Identifier: MIT

package inet

// A sequence is a sequence number, modulo 2^32: RFC 9293, section 3.4.
type sequence uint32

func (a sequence) plus(n int) sequence { return a + sequence(uint32(n)) }

// minus returns how far a lies behind b; less than 0 if it lies before.
func (a sequence) minus(b sequence) int { return int(int32(a - b)) }

func (a sequence) before(b sequence) bool { return a.minus(b) < 0 }

func (a sequence) after(b sequence) bool { return a.minus(b) > 0 }
