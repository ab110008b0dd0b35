// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"math"
	"runtime"
	"sync/atomic"
	"syscall"
	"time"
)

// What a thread has in its registers is its own, wherever it goes on.

// logistic iterates x -> 3.9 x (1 - x): whatever is lost on the way, shows.
func logistic(x float64, rounds int) float64 {
	for range rounds {
		x = float64(3.9*x) * (1 - x)
	}
	return x
}

// floats are computed by more threads than there are processors, which take
// turns on them.
func floats() error {
	const rounds = 200_000
	want := make([]float64, 3*runtime.GOMAXPROCS(0))
	for i := range want {
		want[i] = logistic(1/float64(i+3), rounds)
	}
	var wrong atomic.Int32
	together(len(want), func(number int) {
		runtime.LockOSThread()
		for range 3 {
			got := logistic(1/float64(number+3), rounds)
			if math.Float64bits(got) != math.Float64bits(want[number]) {
				wrong.Add(1)
			}
		}
	})
	if wrong.Load() != 0 {
		return fmt.Errorf("%d results are wrong", wrong.Load())
	}
	return nil
}

// xorshift keeps a state in registers: Marsaglia, "Xorshift RNGs".
func xorshift(state uint64, rounds int) uint64 {
	for range rounds {
		state ^= state << 13
		state ^= state >> 7
		state ^= state << 17
	}
	return state
}

// registers are computed with while signals come.
func registers() error {
	const rounds = 300_000
	want := make([]uint64, 2*runtime.GOMAXPROCS(0))
	for i := range want {
		want[i] = xorshift(uint64(i+1), rounds)
	}
	var stop atomic.Bool
	interrupted := make(chan bool)
	go func() {
		for !stop.Load() {
			runtime.GC()
		}
		close(interrupted)
	}()
	var wrong atomic.Int32
	together(len(want), func(number int) {
		for range 3 {
			if xorshift(uint64(number+1), rounds) != want[number] {
				wrong.Add(1)
			}
		}
	})
	stop.Store(true)
	<-interrupted
	if wrong.Load() != 0 {
		return fmt.Errorf("%d results are wrong", wrong.Load())
	}
	return nil
}

// signalStorm sends the runtime's own signal to all threads from all others, as
// fast as it goes.
func signalStorm() error {
	const rounds = 200_000
	count := max(runtime.GOMAXPROCS(0)/2, 1)
	tids := make(chan int, count)
	var stop atomic.Bool
	var wrong, sent atomic.Int32
	done := make(chan bool)
	go func() {
		together(count, func(number int) {
			runtime.LockOSThread()
			tids <- syscall.Gettid()
			want := xorshift(uint64(number+1), rounds)
			half := logistic(0.3, 1000)
			for !stop.Load() {
				if xorshift(uint64(number+1), rounds) != want || logistic(0.3, 1000) != half {
					wrong.Add(1)
				}
			}
		})
		close(done)
	}()
	targets := make([]int, count)
	for i := range targets {
		targets[i] = <-tids
	}
	together(count, func(int) {
		for range 500 {
			for _, tid := range targets {
				syscall.Tgkill(syscall.Getpid(), tid, syscall.SIGURG)
				sent.Add(1)
			}
		}
	})
	stop.Store(true)
	<-done
	if wrong.Load() != 0 {
		return fmt.Errorf("%d results are wrong after %d signals", wrong.Load(), sent.Load())
	}
	return nil
}

// preemption stops the world while nobody yields: with a processor left over,
// whose calls alone reach the others, and with more to run than processors.
func preemption() error {
	for _, count := range []int{others(), 2 * runtime.GOMAXPROCS(0)} {
		var stop atomic.Bool
		done := make(chan bool)
		go func() {
			together(count, func(int) {
				for !stop.Load() {
				}
			})
			close(done)
		}()
		for range 3 {
			runtime.GC()
			time.Sleep(time.Millisecond)
		}
		stop.Store(true)
		<-done
	}
	return nil
}
