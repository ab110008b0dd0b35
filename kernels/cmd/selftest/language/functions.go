// SPDX-License-Identifier: MIT

package language

import (
	"errors"
	"fmt"
	"slices"
)

// closures share what they capture, and a loop's variable is each turn's own.
func closures() error {
	count := 0
	increment := func() int { count++; return count }
	increment()
	if increment() != 2 || count != 2 {
		return fmt.Errorf("the count is %d, want 2", count)
	}
	var turns []func() int
	for i := range 3 {
		turns = append(turns, func() int { i *= 10; return i })
	}
	if a, b, c := turns[0](), turns[1](), turns[2](); a != 0 || b != 10 || c != 20 {
		return fmt.Errorf("the turns are %d %d %d", a, b, c)
	}
	return nil
}

type counter struct{ n int }

func (c *counter) add(n int) int { c.n += n; return c.n }
func (c counter) twice() int     { return 2 * c.n }

// methodValues are bound when they are taken, and method expressions never.
func methodValues() error {
	c := counter{1}
	add, twice := c.add, c.twice
	add(4)
	if c.n != 5 || twice() != 2 {
		return fmt.Errorf("n is %d and twice what it was %d, want 5 and 2", c.n, twice())
	}
	if got := (*counter).add(&c, 1); got != 6 {
		return fmt.Errorf("by its method expression n is %d, want 6", got)
	}
	return nil
}

func collectArguments(first int, rest ...int) []int { return append(rest, first) }

func variadic() error {
	all := []int{1, 2, 3, 4}
	if got := collectArguments(9); len(got) != 1 {
		return fmt.Errorf("no rest gives %v", got)
	}
	// A slice that is spread is passed itself, so that append writes into it.
	collectArguments(9, all[:2]...)
	if !slices.Equal(all, []int{1, 2, 9, 4}) {
		return fmt.Errorf("what was spread is %v", all)
	}
	return nil
}

// deferArguments are evaluated when defer is; a closure sees what came after.
func deferArguments() error {
	var seen []int
	func() {
		for n := range 3 {
			defer func(argument int) { seen = append(seen, argument, n) }(n * 10)
			n++
		}
	}()
	if !slices.Equal(seen, []int{20, 3, 10, 2, 0, 1}) {
		return fmt.Errorf("seen were %v", seen)
	}
	return nil
}

// namedResult is changed by a deferred function after the return.
func namedResult() (n int, err error) {
	defer func() { n, err = n*2, errors.New("changed") }()
	return 21, nil
}

func deferredResult() error {
	if n, err := namedResult(); n != 42 || err == nil {
		return fmt.Errorf("the results are %d and %v", n, err)
	}
	return nil
}
