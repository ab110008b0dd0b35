// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync/atomic"

	"emubench/kernels/lib/cpu"
	"emubench/kernels/lib/interrupts"
)

// allAtOnce has goroutines mask the interrupts of their processors and wait for
// each other. Nothing takes a processor from who masks them: they meet only if
// each has one of its own.
func allAtOnce() error {
	// The collector would wait for them, and they for whom it has stopped.
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	for range 20 {
		numbers := make([]uint64, runtime.GOMAXPROCS(0))
		var arrived atomic.Int32
		start := gate{size: int32(len(numbers))}
		everywhere(func(number int) {
			// Before that all must run: the tick, without which nobody wakes, is the
			// first processor's.
			start.pass()
			meet(&arrived, int32(len(numbers)), &numbers[number])
		})
		met := map[uint64]bool{}
		for _, number := range numbers {
			met[number] = true
		}
		if len(met) != len(numbers) {
			return fmt.Errorf("%d goroutines ran on the processors %v at once", len(numbers), numbers)
		}
	}
	return nil
}

// meet must not call into the runtime with interrupts masked.
//
//go:nosplit
func meet(arrived *atomic.Int32, count int32, number *uint64) {
	before := interrupts.Mask()
	*number = cpu.Number()
	arrived.Add(1)
	for arrived.Load() < count {
	}
	interrupts.Restore(before)
}

// handshake hands a number to and fro by memory alone.
func handshake() error {
	const times = 50_000
	var number atomic.Int64
	together(2, func(mine int) {
		for n := int64(mine); n < times; n += 2 {
			for number.Load() != n {
			}
			number.Store(n + 1)
		}
	})
	if number.Load() != times {
		return fmt.Errorf("the number is %d", number.Load())
	}
	return nil
}
