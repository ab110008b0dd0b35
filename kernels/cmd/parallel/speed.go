// SPDX-License-Identifier: MIT

package main

import (
	"errors"
	"fmt"
	"hash/crc32"
	"runtime"
	"sync/atomic"
	"time"

	"emubench/kernels/lib/record"
)

const (
	pieces    = 1024
	pieceSize = 64 << 10
)

// speed does the same work with one processor and with all, and sends how long
// each took in the guest's nanoseconds. Who runs out of pieces takes the next
// that nobody has.
func speed(to *record.Sender) error {
	data := make([]byte, pieceSize)
	for i := range data {
		data[i] = byte(xorshift(uint64(i+1), 3))
	}
	all := runtime.GOMAXPROCS(0)
	crew(data) // warms up: translated code, pages
	parallel, sum := timed(func() uint32 { return crew(data) })
	runtime.GOMAXPROCS(1)
	alone, want := timed(func() uint32 { return crew(data) })
	runtime.GOMAXPROCS(all)
	if sum != want {
		return fmt.Errorf("the sum is %#x, one processor alone finds %#x", sum, want)
	}
	return errors.Join(
		to.Unsigned("alone-ns", uint64(alone)),
		to.Unsigned("parallel-ns", uint64(parallel)),
		to.Unsigned("speed-up-percent", uint64(100*alone/parallel)),
	)
}

func timed(work func() uint32) (time.Duration, uint32) {
	start := time.Now()
	sum := work()
	return time.Since(start), sum
}

// crew sums up the check sums of all pieces.
func crew(data []byte) uint32 {
	var next atomic.Int32
	var sum atomic.Uint32
	table := crc32.MakeTable(crc32.Koopman) // which no processor has an instruction for
	everywhere(func(int) {
		for piece := next.Add(1); piece <= pieces; piece = next.Add(1) {
			sum.Add(crc32.Update(uint32(piece), table, data))
		}
	})
	return sum.Load()
}
