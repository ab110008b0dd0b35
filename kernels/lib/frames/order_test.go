// SPDX-License-Identifier: MIT

package frames

import "testing"

func TestOrderRoundsUp(t *testing.T) {
	for pages, want := range map[int]int{
		1: 0, 2: 1, 3: 2, 4: 2, 5: 3, 8: 3, 9: 4, 31: 5, 32: 5, 33: 6,
		1 << 20 / PageSize: 8, 2 << 30 / PageSize: Orders - 1,
	} {
		if got := Order(pages); got != want {
			t.Errorf("%d pages are of order %d, want %d", pages, got, want)
		}
	}
}
