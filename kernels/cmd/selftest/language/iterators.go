// SPDX-License-Identifier: MIT

package language

import (
	"fmt"
	"iter"
	"slices"
)

// fibonacci goes on until whoever ranges over it has enough; ended tells that it knew.
func fibonacci(ended *bool) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		defer func() { *ended = true }()
		a, b := 0, 1
		for i := 0; yield(i, a); i++ {
			a, b = b, a+b
		}
	}
}

// rangeOverFunctions breaks, continues and returns out of a loop's body.
func rangeOverFunctions() error {
	var ended bool
	var even []int
	for i, n := range fibonacci(&ended) {
		if n%2 != 0 {
			continue
		}
		if i > 12 {
			break
		}
		even = append(even, n)
	}
	if !ended || !slices.Equal(even, []int{0, 2, 8, 34, 144}) {
		return fmt.Errorf("ended is %v, the even ones are %v", ended, even)
	}
	find := func() int {
		for i, n := range fibonacci(&ended) {
			if n > 1000 {
				return i
			}
		}
		return -1
	}
	if got := find(); got != 17 {
		return fmt.Errorf("the first beyond 1000 has index %d", got)
	}
	return nil
}

// pulling turns an iterator inside out, which switches coroutines.
func pulling() error {
	var ended bool
	next, stop := iter.Pull2(fibonacci(&ended))
	for want := range 10 {
		if i, _, ok := next(); i != want || !ok {
			return fmt.Errorf("index %d, want %d", i, want)
		}
	}
	stop()
	if _, _, ok := next(); ok || !ended {
		return fmt.Errorf("after its end there is more, ended is %v", ended)
	}
	return nil
}
