// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"sync/atomic"
)

// What processors may do to the order of loads and stores, they may not do to
// Go's atomics: sequentially consistent, all of them. The names are those of
// Alglave, Maranget, Tautschnig, "Herding Cats", table 3.

const litmusRounds = 10_000

// litmus fails if an outcome came that may not.
func litmus(left, right func(c *cells), forbidden func(c *cells) bool) error {
	if wrong := outcomes(left, right, forbidden); wrong > 0 {
		return fmt.Errorf("%d of %d rounds went as they may not", wrong, litmusRounds)
	}
	return nil
}

// outcomes runs two halves at once, again and again, each with what is fresh in
// this round, and counts the rounds that had an outcome.
func outcomes(left, right func(c *cells), outcome func(c *cells) bool) (count uint64) {
	rounds := make([]cells, litmusRounds)
	start := gate{size: 2}
	together(2, func(half int) {
		for i := range rounds {
			start.pass()
			if half == 0 {
				left(&rounds[i])
			} else {
				right(&rounds[i])
			}
		}
	})
	for i := range rounds {
		if outcome(&rounds[i]) {
			count++
		}
	}
	return count
}

// cells are two words of memory, each on a line of its own, and what two
// registers got.
type cells struct {
	x     atomic.Int32
	_     [60]byte
	y     atomic.Int32
	_     [60]byte
	plain int32
	a, b  int32
}

// messagePassing (MP): who sees the flag sees what was written before it.
func messagePassing() error {
	return litmus(
		func(c *cells) { c.plain = 1; c.x.Store(1); c.y.Store(1) },
		func(c *cells) {
			c.a = c.y.Load()
			c.b = c.x.Load()
			if c.b == 1 {
				c.b = c.plain
			}
		},
		func(c *cells) bool { return c.a == 1 && c.b == 0 },
	)
}

// storeBuffering (SB): of two that each write and then look at the other, one
// sees something. Here they write with an exchange.
func storeBuffering() error {
	return litmus(
		func(c *cells) { c.x.Swap(1); c.a = c.y.Load() },
		func(c *cells) { c.y.Swap(1); c.b = c.x.Load() },
		neitherSeen,
	)
}

// storesOvertaken counts the same of plain atomic stores: none on a processor.
// An emulator of arm64 on an x86 host may let a load overtake them.
func storesOvertaken() uint64 {
	return outcomes(
		func(c *cells) { c.x.Store(1); c.a = c.y.Load() },
		func(c *cells) { c.y.Store(1); c.b = c.x.Load() },
		neitherSeen,
	)
}

func neitherSeen(c *cells) bool { return c.a == 0 && c.b == 0 }

// loadBuffering (LB): nothing is read that is written later.
func loadBuffering() error {
	return litmus(
		func(c *cells) { c.a = c.x.Load(); c.y.Store(1) },
		func(c *cells) { c.b = c.y.Load(); c.x.Store(1) },
		func(c *cells) bool { return c.a == 1 && c.b == 1 },
	)
}
