// SPDX-License-Identifier: MIT

package frames

// wordBits are the bits of a word of the bitmap.
const wordBits = 64

// mark sets or clears the bits of so many frames, a word at a time.
//
//go:nosplit
func (a *Allocator) mark(index, count uint32, inUse bool) {
	for end := index + count; index < end; {
		bit := index % wordBits
		length := min(wordBits-bit, end-index)
		// Shifted by 64, which a processor does not do, Go gives 0: all ones.
		bits := (uint64(1)<<length - 1) << bit
		if inUse {
			a.bitmap[index/wordBits] |= bits
		} else {
			a.bitmap[index/wordBits] &^= bits
		}
		index += length
		a.work++
	}
}
