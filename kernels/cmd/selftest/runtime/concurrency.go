// SPDX-License-Identifier: MIT

package runtime

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

func goroutines() error {
	var group sync.WaitGroup
	var count atomic.Int64
	for range 10000 {
		group.Go(func() { count.Add(1) })
	}
	group.Wait()
	if count.Load() != 10000 {
		return fmt.Errorf("%d of 10000 ran", count.Load())
	}
	return nil
}

// channels passes numbers down a pipeline of goroutines, each adding one.
func channels() error {
	first := make(chan int)
	last := first
	for range 50 {
		next := make(chan int)
		go func(from, to chan int) {
			for n := range from {
				to <- n + 1
			}
			close(to)
		}(last, next)
		last = next
	}
	go func() {
		for n := range 200 {
			first <- n
		}
		close(first)
	}()
	want := 50
	for got := range last {
		if got != want {
			return fmt.Errorf("got %d, want %d", got, want)
		}
		want++
	}
	if want != 250 {
		return fmt.Errorf("the last was %d", want-1)
	}
	return nil
}

func selects() error {
	numbers, letters, quit := make(chan int), make(chan rune), make(chan bool)
	go func() {
		for i := range 100 {
			numbers <- i
		}
		quit <- true
	}()
	go func() {
		for i := range 100 {
			letters <- 'a' + rune(i%26)
		}
		quit <- true
	}()
	seen, ended := 0, 0
	for ended < 2 {
		select {
		case <-numbers:
			seen++
		case <-letters:
			seen++
		case <-quit:
			ended++
		}
	}
	if seen != 200 {
		return fmt.Errorf("%d of 200 seen", seen)
	}
	return nil
}

func mutex() error {
	var lock sync.Mutex
	var group sync.WaitGroup
	count := 0
	for range 100 {
		group.Go(func() {
			for range 100 {
				lock.Lock()
				count++
				lock.Unlock()
				runtime.Gosched()
			}
		})
	}
	group.Wait()
	if count != 10000 {
		return fmt.Errorf("the count is %d, want 10000", count)
	}
	return nil
}

// preemption runs beside goroutines that never yield by themselves.
func preemption() error {
	var stop atomic.Bool
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			for !stop.Load() {
			}
		})
	}
	for range 5 {
		time.Sleep(time.Millisecond)
	}
	stop.Store(true)
	group.Wait()
	return nil
}

// osThreads hands a token around goroutines that are each bound to a thread.
func osThreads() error {
	const count = 10
	var group sync.WaitGroup
	tokens := make([]chan int, count)
	for i := range tokens {
		tokens[i] = make(chan int, 1)
	}
	for i := range tokens {
		group.Go(func() {
			runtime.LockOSThread()
			for token := range tokens[i] {
				if token == 0 {
					close(tokens[(i+1)%count])
					return
				}
				tokens[(i+1)%count] <- token - 1
			}
			if i+1 < count {
				close(tokens[i+1])
			}
		})
	}
	tokens[0] <- 10*count - 1
	group.Wait()
	return nil
}
