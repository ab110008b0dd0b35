// SPDX-License-Identifier: MIT

package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"emubench/kernels/lib/spinlock"
)

const lockRounds = 5_000

// counted runs a function that adds 1 to a plain number, everywhere.
func counted(count *int, rounds int, add func()) error {
	everywhere(func(int) {
		for range rounds {
			add()
		}
	})
	if want := rounds * runtime.GOMAXPROCS(0); *count != want {
		return fmt.Errorf("the count is %d, want %d", *count, want)
	}
	return nil
}

// spinLock masks interrupts on the processor that waits or holds.
func spinLock() error {
	var guard spinlock.Lock
	guard.Kernel()
	count := 0
	return counted(&count, lockRounds, func() { underSpin(&guard, &count) })
}

//go:nosplit
func underSpin(guard *spinlock.Lock, count *int) {
	guard.Lock()
	*count++
	guard.Unlock()
}

func mutexes() error {
	var guard sync.Mutex
	count := 0
	return counted(&count, lockRounds, func() {
		guard.Lock()
		count++
		guard.Unlock()
	})
}

// readersAndWriters looks for half a write.
func readersAndWriters() error {
	var guard sync.RWMutex
	var mixed atomic.Int32
	a, b := 0, 0
	everywhere(func(number int) {
		for n := range lockRounds {
			if n%8 == number%8 {
				guard.Lock()
				a++
				b--
				guard.Unlock()
				continue
			}
			guard.RLock()
			if a != -b {
				mixed.Add(1)
			}
			guard.RUnlock()
		}
	})
	if mixed.Load() != 0 {
		return fmt.Errorf("%d reads were of half a write", mixed.Load())
	}
	return nil
}

// once has all processors want the same thing first.
func once() error {
	for range 25 {
		var only sync.Once
		made, seen := 0, atomic.Int32{}
		start := gate{size: int32(runtime.GOMAXPROCS(0))}
		everywhere(func(int) {
			start.passSlowly()
			only.Do(func() { made++ })
			seen.Add(int32(made))
		})
		if made != 1 || seen.Load() != start.size {
			return fmt.Errorf("made %d times, seen by %d of %d", made, seen.Load(), start.size)
		}
	}
	return nil
}

// pool hands out no object twice.
func pool() error {
	objects := sync.Pool{New: func() any { return new(atomic.Int32) }}
	var shared atomic.Int32
	everywhere(func(int) {
		for range lockRounds {
			object := objects.Get().(*atomic.Int32)
			if object.Add(1) != 1 {
				shared.Add(1)
			}
			object.Add(-1)
			objects.Put(object)
		}
	})
	if shared.Load() != 0 {
		return fmt.Errorf("%d were in use twice", shared.Load())
	}
	return nil
}

// syncMap is written and read by all, each key once.
func syncMap() error {
	const keys = 2_000
	var entries sync.Map
	var stored, wrong atomic.Int32
	everywhere(func(number int) {
		for n := range keys {
			key := (n + number*37) % keys
			value, loaded := entries.LoadOrStore(key, key*key)
			if !loaded {
				stored.Add(1)
			}
			if value != key*key {
				wrong.Add(1)
			}
		}
	})
	if stored.Load() != keys || wrong.Load() != 0 {
		return fmt.Errorf("%d of %d were stored, %d are wrong", stored.Load(), keys, wrong.Load())
	}
	return nil
}

// condition passes a turn around all processors.
func condition() error {
	var guard sync.Mutex
	changed := sync.NewCond(&guard)
	turn, size := 0, runtime.GOMAXPROCS(0)
	everywhere(func(number int) {
		guard.Lock()
		defer guard.Unlock()
		for range 200 {
			for turn%size != number {
				changed.Wait()
			}
			turn++
			changed.Broadcast()
		}
	})
	if turn != 200*size {
		return fmt.Errorf("%d turns, want %d", turn, 200*size)
	}
	return nil
}
