// SPDX-License-Identifier: MIT

package language

import (
	"fmt"
	"math"
)

// floats keeps one goroutine's floating point registers from another's.
func floats() error {
	results := make(chan float64)
	for i := range 8 {
		go func() {
			sum := 0.0
			for n := range 200000 {
				sum += math.Sqrt(float64(n)) * float64(i)
			}
			results <- sum / float64(max(i, 1))
		}()
	}
	want := 0.0
	for n := range 200000 {
		want += math.Sqrt(float64(n))
	}
	for range 8 {
		if got := <-results; got != 0 && math.Abs(got/want-1) > 1e-9 {
			return fmt.Errorf("the sum is %v, want %v", got, want)
		}
	}
	return nil
}
