// SPDX-License-Identifier: MIT

package frames

import "math/bits"

// Orders is how many sizes of blocks there are: 1, 2, 4, … 2^19 pages, which is
// 4 KiB to 2 GiB.
const Orders = 20

// A page is 4 KiB.
const (
	PageShift = 12
	PageSize  = 1 << PageShift
)

// Order returns the order of the smallest block that holds so many pages, at
// least one: the logarithm to base 2, rounded up. Rounded down, a block for 3
// pages would have 2.
func Order(pages int) int {
	return bits.Len(uint(pages - 1))
}
