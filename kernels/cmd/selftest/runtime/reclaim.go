// SPDX-License-Identifier: MIT

package runtime

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"weak"
)

// settle collects until something has happened, as often as may be needed.
func settle(happened func() bool) bool {
	for range 100 {
		if happened() {
			return true
		}
		runtime.GC()
		runtime.Gosched()
	}
	return false
}

// leave makes garbage on a stack of its own, so that no word of it lies on the caller's.
func leave(garbage func()) {
	done := make(chan bool)
	go func() {
		garbage()
		close(done)
	}()
	<-done
}

func finalizers() error {
	var ran atomic.Int32
	leave(func() {
		for range 10 {
			runtime.SetFinalizer(&tree{left: &tree{}}, func(*tree) { ran.Add(1) })
		}
	})
	if !settle(func() bool { return ran.Load() == 10 }) {
		return fmt.Errorf("%d of 10 ran", ran.Load())
	}
	return nil
}

func cleanups() error {
	var ran atomic.Int32
	leave(func() {
		for n := range int32(10) {
			runtime.AddCleanup(&tree{left: &tree{}}, func(n int32) { ran.Add(n) }, n)
		}
		kept := &tree{}
		runtime.AddCleanup(kept, func(int32) { ran.Add(1000) }, 0).Stop()
	})
	if !settle(func() bool { return ran.Load() == 45 }) {
		return fmt.Errorf("their sum is %d, want 45", ran.Load())
	}
	return nil
}

// weakPointers keep nothing, and see what others keep.
func weakPointers() error {
	kept := &tree{left: &tree{}}
	to := weak.Make(kept)
	var lost weak.Pointer[tree]
	leave(func() { lost = weak.Make(&tree{left: &tree{}}) })
	if !settle(func() bool { return lost.Value() == nil }) {
		return fmt.Errorf("what nobody keeps is still there")
	}
	if to.Value() != kept || to != weak.Make(kept) {
		return fmt.Errorf("what is kept is at %p, want %p", to.Value(), kept)
	}
	runtime.KeepAlive(kept)
	return nil
}
