// SPDX-License-Identifier: MIT

package irq

import "testing"

func TestNanoseconds(t *testing.T) {
	for _, c := range []struct {
		count uint64
		khz   uint32
		want  uint64
	}{
		{0, 62500, 0},
		{1, 62500, 16},
		{62500, 62500, 1_000_000},
		{2_500_001, 2_500_000, 1_000_000},
		{1 << 60, 1_000_000, 1 << 60},
	} {
		if got := Nanoseconds(c.count, c.khz); got != c.want {
			t.Errorf("%d at %d kHz: %d ns, want %d", c.count, c.khz, got, c.want)
		}
	}
}

func TestCounterGoesOn(t *testing.T) {
	if before, after := Counter(), Counter(); after < before {
		t.Errorf("%d follows %d", after, before)
	}
}
