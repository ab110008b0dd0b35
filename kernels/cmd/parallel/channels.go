// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

// pingPong has pairs on all processors hand a number to and fro.
func pingPong() error {
	var wrong atomic.Int32
	everywhere(func(int) {
		to, fro := make(chan int), make(chan int)
		go func() {
			for n := range to {
				fro <- n + 1
			}
			close(fro)
		}()
		for n := range 1_000 {
			to <- n
			if <-fro != n+1 {
				wrong.Add(1)
			}
		}
		close(to)
	})
	if wrong.Load() != 0 {
		return fmt.Errorf("%d answers were wrong", wrong.Load())
	}
	return nil
}

// fanIn takes from all processors, with and without a buffer: each of them
// comes in its own order.
func fanIn() error {
	for _, room := range []int{0, 1, 64} {
		if err := inOrder(room); err != nil {
			return err
		}
	}
	return nil
}

func inOrder(room int) error {
	const count = 1_000
	type item struct{ from, n int }
	items := make(chan item, room)
	go func() {
		everywhere(func(number int) {
			for n := range count {
				items <- item{number, n}
			}
		})
		close(items)
	}()
	next := make([]int, runtime.GOMAXPROCS(0))
	for i := range items {
		if next[i.from] != i.n {
			return fmt.Errorf("from %d came %d, want %d", i.from, i.n, next[i.from])
		}
		next[i.from]++
	}
	for from, n := range next {
		if n != count {
			return fmt.Errorf("%d came from %d, want %d", n, from, count)
		}
	}
	return nil
}
