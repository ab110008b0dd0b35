// SPDX-License-Identifier: MIT

package main

import (
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"unsafe"
)

// everywhere runs a function in as many goroutines as there are processors, and
// returns when all have.
func everywhere(function func(number int)) {
	together(runtime.GOMAXPROCS(0), function)
}

// together runs a function in so many goroutines, and returns when all have.
func together(count int, function func(number int)) {
	var group sync.WaitGroup
	for number := range count {
		group.Go(func() { function(number) })
	}
	group.Wait()
}

// others are the processors beside one.
func others() int {
	return max(runtime.GOMAXPROCS(0)-1, 1)
}

// A gate lets so many goroutines through at once, round after round. Who waits
// spins: nobody's sleep comes between them.
type gate struct {
	size    int32
	waiting atomic.Int32
	round   atomic.Int32
}

func (g *gate) pass() {
	g.passAs(func() {})
}

// passSlowly is for what takes long: an emulator with more processors than its
// host does not spin away the time of those who are not there yet.
func (g *gate) passSlowly() {
	spins := 0
	g.passAs(func() {
		if spins++; spins > manySpins {
			nap()
		}
	})
}

const manySpins = 500

// nap halts the processor until the next tick, and keeps the scheduler out.
func nap() {
	moment := syscall.NsecToTimespec(1)
	syscall.RawSyscall(syscall.SYS_NANOSLEEP, uintptr(unsafe.Pointer(&moment)), 0, 0)
}

func (g *gate) passAs(wait func()) {
	round := g.round.Load()
	if g.waiting.Add(1) == g.size {
		g.waiting.Store(0)
		g.round.Add(1)
		return
	}
	for g.round.Load() == round {
		wait()
	}
}
