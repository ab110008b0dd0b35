// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// threads come and go on all processors: a goroutine that is bound to one and
// ends takes it along.
func threads() error {
	var ran atomic.Int32
	everywhere(func(int) {
		for range 25 {
			together(2, func(int) {
				runtime.LockOSThread()
				ran.Add(1)
			})
		}
	})
	if want := int32(50 * runtime.GOMAXPROCS(0)); ran.Load() != want {
		return fmt.Errorf("%d of %d ran", ran.Load(), want)
	}
	return nil
}

// stacks grow and are moved on all processors while the collector shrinks them.
func stacks() error {
	var wrong atomic.Int32
	everywhere(func(number int) {
		for range 20 {
			done := make(chan int)
			go func() { done <- deep(1000, number) }()
			if <-done != 1000+number {
				wrong.Add(1)
			}
			if number == 0 {
				runtime.GC()
			}
		}
	})
	if wrong.Load() != 0 {
		return fmt.Errorf("%d results are wrong", wrong.Load())
	}
	return nil
}

func deep(levels, bottom int) int {
	var room [16]int
	room[levels%16] = levels
	if levels == 0 {
		return bottom
	}
	below := deep(levels-1, bottom)
	return below + 1 + room[levels%16] - levels
}

type tree struct {
	left, right *tree
	number      int
}

func grow(depth, number int) *tree {
	if depth == 0 {
		return &tree{number: number}
	}
	return &tree{grow(depth-1, 2*number), grow(depth-1, 2*number+1), number}
}

func (t *tree) whole(number int) bool {
	if t == nil {
		return true
	}
	return t.number == number && t.left.whole(2*number) && t.right.whole(2*number+1)
}

// collector runs while all processors allocate: what is reachable stays as it is.
func collector() error {
	var wrong atomic.Int32
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	everywhere(func(number int) {
		kept := grow(10, 1)
		for n := range 40 {
			made := grow(9, 1)
			if n%4 == number%4 {
				kept, made = grow(10, 1), kept
			}
			if !made.whole(1) || !kept.whole(1) {
				wrong.Add(1)
			}
			if n%10 == 0 {
				runtime.GC()
			}
		}
	})
	runtime.ReadMemStats(&after)
	if wrong.Load() != 0 || after.NumGC == before.NumGC {
		return fmt.Errorf("%d trees are broken after %d collections", wrong.Load(), after.NumGC-before.NumGC)
	}
	return nil
}

// timers go off once each, on whichever processor, unless they were stopped.
func timers() error {
	const count = 200
	var fired, stopped atomic.Int32
	var group sync.WaitGroup
	everywhere(func(number int) {
		for n := range count {
			group.Add(1)
			timer := time.AfterFunc(time.Duration(n%7)*time.Millisecond, func() {
				fired.Add(1)
				group.Done()
			})
			if n%5 == number%5 && timer.Stop() {
				stopped.Add(1)
				group.Done()
			}
		}
	})
	group.Wait()
	if want := int32(count * runtime.GOMAXPROCS(0)); fired.Load()+stopped.Load() != want {
		return fmt.Errorf("%d fired and %d were stopped of %d", fired.Load(), stopped.Load(), want)
	}
	return nil
}

// clock never goes back, even from one processor to the next.
func clock() error {
	var latest, back atomic.Int64
	start := time.Now()
	everywhere(func(int) {
		for range 5_000 {
			seen := latest.Load()
			now := int64(time.Since(start))
			if now < seen {
				back.Add(1)
			}
			for now > seen && !latest.CompareAndSwap(seen, now) {
				seen = latest.Load()
			}
		}
	})
	if back.Load() != 0 {
		return fmt.Errorf("it went back %d times", back.Load())
	}
	return nil
}

// console writes lines on all processors, which come whole: the host counts them.
func console() error {
	everywhere(func(number int) {
		for n := range 25 {
			fmt.Fprintf(os.Stdout, "line %d %d %s\n", number, n, strings.Repeat(string(rune('a'+number)), 40))
		}
	})
	return nil
}
