// SPDX-License-Identifier: MIT

package runtime

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
)

func depth(n int) int {
	var frame [64]int
	frame[n%64] = n
	if n == 0 {
		return 0
	}
	return depth(n-1) + frame[n%64] - n + 1
}

// stackGrowth needs some 60 MB of stack, which is copied on the way there.
func stackGrowth() error {
	const want = 50000
	if got := depth(want); got != want {
		return fmt.Errorf("depth %d, want %d", got, want)
	}
	return nil
}

type tree struct{ left, right *tree }

func grow(levels int) *tree {
	if levels == 0 {
		return &tree{}
	}
	return &tree{grow(levels - 1), grow(levels - 1)}
}

func (t *tree) count() int {
	if t.left == nil {
		return 1
	}
	return 1 + t.left.count() + t.right.count()
}

func collect() error {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	kept := grow(14)
	for range 10 {
		grow(14)
		runtime.GC()
	}
	runtime.ReadMemStats(&after)
	if got := kept.count(); got != 1<<15-1 {
		return fmt.Errorf("%d nodes are left of %d", got, 1<<15-1)
	}
	if after.NumGC < before.NumGC+10 {
		return fmt.Errorf("%d collections, want 10", after.NumGC-before.NumGC)
	}
	return nil
}

// collectUnderLoad allocates in several goroutines far more than there is memory.
func collectUnderLoad() error {
	var group sync.WaitGroup
	failed := make(chan error, 4)
	for range 4 {
		group.Go(func() {
			kept := grow(12)
			for range 40 {
				grow(12)
				buffer := make([]byte, 1<<20)
				buffer[len(buffer)-1] = 1
			}
			if got := kept.count(); got != 1<<13-1 {
				failed <- fmt.Errorf("%d nodes are left of %d", got, 1<<13-1)
			}
		})
	}
	group.Wait()
	close(failed)
	return <-failed
}

// giveBack returns memory to the shim and takes it again: it must be zero.
func giveBack() error {
	for range 3 {
		block := make([]byte, 16<<20)
		for i := 0; i < len(block); i += 512 {
			if block[i] != 0 {
				return fmt.Errorf("byte %d is %d", i, block[i])
			}
			block[i] = 0xaa
		}
		block = nil
		debug.FreeOSMemory()
	}
	return nil
}

// bigHeap keeps a large part of the machine's memory alive through a collection, in
// objects that point to each other and in some that do not.
func bigHeap() error {
	type node struct {
		next    *node
		payload []byte
	}
	const count, size = 24000, 2048
	var first *node
	for n := range count {
		first = &node{first, make([]byte, size)}
		first.payload[n%size] = byte(n)
	}
	runtime.GC()
	n := count
	for at := first; at != nil; at = at.next {
		n--
		if at.payload[n%size] != byte(n) {
			return fmt.Errorf("node %d holds %d", n, at.payload[n%size])
		}
	}
	if n != 0 {
		return fmt.Errorf("%d nodes of %d are lost", n, count)
	}
	return nil
}

// nearTheLimit keeps more than half of the machine's memory while it makes garbage: left
// alone, the collector would let the heap grow to twice what is kept.
func nearTheLimit() error {
	limit := debug.SetMemoryLimit(-1)
	if limit > 1<<40 {
		return fmt.Errorf("the limit is %d bytes", limit)
	}
	kept := make([][]byte, limit/(1<<20)*55/100)
	for i := range kept {
		kept[i] = make([]byte, 1<<20)
		kept[i][i] = byte(i)
	}
	for range 2 * len(kept) {
		garbage := make([]byte, 1<<20)
		garbage[len(garbage)-1] = 1
	}
	for i, block := range kept {
		if block[i] != byte(i) {
			return fmt.Errorf("block %d holds %d", i, block[i])
		}
	}
	return nil
}
