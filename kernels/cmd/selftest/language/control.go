// SPDX-License-Identifier: MIT

package language

import (
	"fmt"
	"strings"
)

// initialised is filled by the initialisers below, whose order the language fixes:
// what a variable depends on first, functions init last.
var (
	third       = step("third", second)
	second      = step("second", first)
	first       = step("first", 0)
	initialised []string
)

func step(name string, after int) int {
	initialised = append(initialised, name)
	return after + 1
}

func init() { step("init", third) }

func init() { step("init again", third) }

func initOrder() error {
	if got := strings.Join(initialised, ", "); got != "first, second, third, init, init again" {
		return fmt.Errorf("the order was %s", got)
	}
	return nil
}

// labels leave and go on with an outer loop, and jump back to a place.
func labels() error {
	var path strings.Builder
	tries := 0
again:
outer:
	for i := range 4 {
		for j := range 4 {
			if j == i {
				continue outer
			}
			if i == 3 {
				break outer
			}
			fmt.Fprint(&path, i, j, " ")
		}
	}
	if tries++; tries < 2 {
		goto again
	}
	if got := path.String(); got != "1 0 2 0 2 1 1 0 2 0 2 1 " {
		return fmt.Errorf("the path is %q", got)
	}
	return nil
}

func classify(n int) (classes string) {
	switch {
	case n < 0:
		return "negative"
	case n == 0:
		classes = "zero "
		fallthrough
	case n%2 == 0:
		classes += "even"
	default:
		classes = "odd"
	}
	return classes
}

func switches() error {
	for n, want := range map[int]string{-3: "negative", 0: "zero even", 4: "even", 7: "odd"} {
		if got := classify(n); got != want {
			return fmt.Errorf("%d is %q, want %q", n, got, want)
		}
	}
	return nil
}
