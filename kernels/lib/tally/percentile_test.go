// SPDX-License-Identifier: MIT

package tally

import "testing"

// upTo returns 1, 2, … n, where each value is its own rank.
func upTo(n int) []uint64 {
	values := make([]uint64, n)
	for i := range values {
		values[i] = uint64(i) + 1
	}
	return values
}

func TestPercentile(t *testing.T) {
	for _, c := range []struct {
		count      int
		hundredths uint
		want       uint64
	}{
		{0, 5000, 0},
		{1, 9999, 1},
		{4, 5000, 2},
		{5, 5000, 3},
		{100, 9900, 99},
		{100, 9999, 100},
		{10000, 9999, 9999},
		{10001, 9999, 10000},
		{20000, 9999, 19998},
		{7, 0, 1},
		{7, 10000, 7},
	} {
		if got := Percentile(upTo(c.count), c.hundredths); got != c.want {
			t.Errorf("P%d/100 of 1..%d is %d, want %d", c.hundredths, c.count, got, c.want)
		}
	}
}
