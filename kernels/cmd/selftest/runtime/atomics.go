// SPDX-License-Identifier: MIT

package runtime

import (
	"fmt"
	"sync"
	"sync/atomic"
	"unsafe"
)

// atomicOperations are those of each size, with what they return.
func atomicOperations() error {
	var small atomic.Int32
	var large atomic.Uint64
	var flag atomic.Bool
	var place atomic.Pointer[int]
	var target int
	if small.Add(-5) != -5 || small.Swap(9) != -5 || small.And(8) != 9 || small.Or(3) != 8 {
		return fmt.Errorf("32 bits are %d", small.Load())
	}
	large.Store(1<<63 + 1)
	if large.CompareAndSwap(1, 2) || !large.CompareAndSwap(1<<63+1, 1<<32) || large.Add(^uint64(0)) != 1<<32-1 {
		return fmt.Errorf("64 bits are %#x", large.Load())
	}
	if flag.Swap(true) || !flag.Load() || !place.CompareAndSwap(nil, &target) || place.Load() != &target {
		return fmt.Errorf("the flag is %v", flag.Load())
	}
	var value atomic.Value
	value.Store("text")
	if value.Swap("other") != "text" {
		return fmt.Errorf("the value is %v", value.Load())
	}
	return nil
}

// atomicContention adds to one 64-bit number from goroutines that are preempted.
func atomicContention() error {
	var total uint64
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 20000 {
				atomic.AddUint64(&total, 1<<31)
			}
		})
	}
	group.Wait()
	if want := uint64(160000) << 31; total != want {
		return fmt.Errorf("the total is %#x, want %#x", total, want)
	}
	return nil
}

// atomicAlignment is 8 for the 64-bit types, in a structure on 32 bits too.
func atomicAlignment() error {
	type mixed struct {
		before uint32
		count  atomic.Int64
	}
	shares := make([]mixed, 3)
	for i := range shares {
		if address := uintptr(unsafe.Pointer(&shares[i].count)); address%8 != 0 {
			return fmt.Errorf("it lies at %#x", address)
		}
		shares[i].count.Add(1)
	}
	return nil
}

// misalignedWord returns a number that is not aligned to its 8 bytes, but to 4.
func misalignedWord() *uint64 {
	words := new([2]uint64)
	return (*uint64)(unsafe.Add(unsafe.Pointer(words), 4))
}
