// SPDX-License-Identifier: MIT

package tally

import "testing"

func TestSequence(t *testing.T) {
	for name, c := range map[string]struct {
		numbers []uint64
		want    Sequence
	}{
		"none":          {nil, Sequence{}},
		"all in order":  {[]uint64{0, 1, 2}, Sequence{Received: 3, next: 3}},
		"first missing": {[]uint64{2, 3}, Sequence{Received: 2, Missing: 2, next: 4}},
		"gap":           {[]uint64{0, 1, 5}, Sequence{Received: 3, Missing: 3, next: 6}},
		"doubled":       {[]uint64{0, 1, 1, 2}, Sequence{Received: 4, Doubled: 1, next: 3}},
		"first doubled": {[]uint64{0, 0}, Sequence{Received: 2, Doubled: 1, next: 1}},
		"late":          {[]uint64{0, 2, 1, 3}, Sequence{Received: 4, Missing: 1, Reordered: 1, next: 4}},
	} {
		t.Run(name, func(t *testing.T) {
			var got Sequence
			for _, number := range c.numbers {
				got.Add(number)
			}
			if got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}
