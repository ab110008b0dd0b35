// SPDX-License-Identifier: MIT

package runtime

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func once() error {
	var count int
	initialise := sync.OnceValue(func() int { count++; return 7 })
	var group sync.WaitGroup
	for range 100 {
		group.Go(func() { initialise() })
	}
	group.Wait()
	if count != 1 || initialise() != 7 {
		return fmt.Errorf("it ran %d times", count)
	}
	return nil
}

// readersAndWriters lets many read at a time, and a writer alone.
func readersAndWriters() error {
	var lock sync.RWMutex
	var group sync.WaitGroup
	var mixed atomic.Int32
	a, b := 0, 0
	for range 4 {
		group.Go(func() {
			for range 500 {
				lock.Lock()
				a++
				b--
				lock.Unlock()
			}
		})
		group.Go(func() {
			for range 500 {
				lock.RLock()
				if a != -b {
					mixed.Add(1)
				}
				lock.RUnlock()
			}
		})
	}
	group.Wait()
	if a != 2000 || mixed.Load() != 0 {
		return fmt.Errorf("a is %d, %d reads were of half a write", a, mixed.Load())
	}
	return nil
}

// condition hands items from producers to consumers that wait for them.
func condition() error {
	var lock sync.Mutex
	var group sync.WaitGroup
	filled := sync.NewCond(&lock)
	items, taken, ended := 0, 0, false
	for range 5 {
		group.Go(func() {
			lock.Lock()
			defer lock.Unlock()
			for {
				for items == 0 && !ended {
					filled.Wait()
				}
				if items == 0 {
					return
				}
				items--
				taken++
			}
		})
	}
	for range 200 {
		lock.Lock()
		items++
		lock.Unlock()
		filled.Signal()
	}
	lock.Lock()
	ended = true
	lock.Unlock()
	filled.Broadcast()
	group.Wait()
	if taken != 200 {
		return fmt.Errorf("%d of 200 were taken", taken)
	}
	return nil
}

func syncMap() error {
	var entries sync.Map
	var group sync.WaitGroup
	var stored atomic.Int32
	for range 8 {
		group.Go(func() {
			for key := range 200 {
				if _, loaded := entries.LoadOrStore(key, key*key); !loaded {
					stored.Add(1)
				}
			}
		})
	}
	group.Wait()
	if value, _ := entries.Load(12); stored.Load() != 200 || value != 144 {
		return fmt.Errorf("%d were stored, the square of 12 is %v", stored.Load(), value)
	}
	if !entries.CompareAndSwap(12, 144, 0) || entries.CompareAndSwap(12, 144, 1) {
		return fmt.Errorf("it swaps what it does not hold")
	}
	return nil
}

// pool hands out no object twice, and makes new ones when it has none.
func pool() error {
	var made atomic.Int32
	objects := sync.Pool{New: func() any { made.Add(1); return new(int32) }}
	var group sync.WaitGroup
	var shared atomic.Int32
	for range 16 {
		group.Go(func() {
			for range 100 {
				object := objects.Get().(*int32)
				if atomic.AddInt32(object, 1) != 1 {
					shared.Add(1)
				}
				atomic.AddInt32(object, -1)
				objects.Put(object)
			}
		})
	}
	group.Wait()
	if shared.Load() != 0 || made.Load() == 0 {
		return fmt.Errorf("%d were in use twice, of %d", shared.Load(), made.Load())
	}
	return nil
}
