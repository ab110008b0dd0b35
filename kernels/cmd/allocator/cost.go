// SPDX-License-Identifier: MIT

package main

import (
	"encoding/binary"
	"math/bits"
	"math/rand/v2"
	"runtime"
	"time"

	"emubench/kernels/lib/arguments"
	"emubench/kernels/lib/frames"
	"emubench/kernels/lib/record"
)

// typeCost is the record of a measurement: percent in use (u32), most work of
// an Alloc, most of a Free (u32 each), work of all calls, time of all in ns,
// words of the bitmap that a search from its beginning reads (u64 each).
const typeCost = record.Own + 1

// many frames are 256 MiB, of which only the allocator's own notes are touched.
const many = 1 << 16

// calls of Alloc, and as many of Free, are a measurement.
const calls = 1000

var (
	manyFrames frames.Allocator
	manySpans  [many]frames.Span
	manyBits   [many / 64]uint64
)

// cost measures at several fullnesses.
func cost(to *record.Sender, _ arguments.Arguments) error {
	random := rand.New(rand.NewPCG(1, 0))
	var held []uintptr
	for _, percent := range []int{1, 50, 99} {
		if err := manyFrames.Init(0, manySpans[:], manyBits[:]); err != nil {
			return err
		}
		manyFrames.Kernel()
		wanted := percent * many / 100
		held = fill(held[:0], wanted)
		searched := search()
		held = scatter(fill(held, many), wanted, random)
		body := binary.LittleEndian.AppendUint32(nil, uint32(percent))
		body = measure(body, held, random)
		if err := to.Send(typeCost, binary.LittleEndian.AppendUint64(body, searched)); err != nil {
			return err
		}
	}
	return to.Unsigned("mallocs", mallocs(func() {
		exchange(held, 0)
	}))
}

// fill takes pages, from the first on, until so many are in use.
func fill(held []uintptr, wanted int) []uintptr {
	for len(held) < wanted {
		held = append(held, must(manyFrames.Alloc(1)))
	}
	return held
}

// scatter gives pages back at random until so many are left in use.
func scatter(held []uintptr, wanted int, random *rand.Rand) []uintptr {
	random.Shuffle(len(held), func(i, j int) { held[i], held[j] = held[j], held[i] })
	for _, address := range held[wanted:] {
		if err := manyFrames.Free(address); err != nil {
			panic(err)
		}
	}
	return held[:wanted]
}

// must is for calls that cannot fail here.
func must(address uintptr, err error) uintptr {
	if err != nil {
		panic(err)
	}
	return address
}

// measure exchanges pages at random.
func measure(body []byte, held []uintptr, random *rand.Rand) []byte {
	var mostAlloc, mostFree uint64
	before, start := manyFrames.Work(), time.Now()
	for range calls {
		alloc, free := exchange(held, random.IntN(len(held)))
		mostAlloc, mostFree = max(mostAlloc, alloc), max(mostFree, free)
	}
	took, work := time.Since(start), manyFrames.Work()-before
	body = binary.LittleEndian.AppendUint32(body, uint32(mostAlloc))
	body = binary.LittleEndian.AppendUint32(body, uint32(mostFree))
	body = binary.LittleEndian.AppendUint64(body, work)
	return binary.LittleEndian.AppendUint64(body, uint64(took))
}

// exchange takes a page and gives another back; it returns the work of each.
func exchange(held []uintptr, i int) (alloc, free uint64) {
	start := manyFrames.Work()
	address := must(manyFrames.Alloc(1))
	middle := manyFrames.Work()
	if err := manyFrames.Free(held[i]); err != nil {
		panic(err)
	}
	held[i] = address
	return middle - start, manyFrames.Work() - middle
}

// search finds a free frame as who has nothing but the bitmap must: from its
// beginning on. It returns how many words it read.
func search() uint64 {
	for i, word := range manyBits {
		if bits.OnesCount64(word) < 64 {
			return uint64(i + 1)
		}
	}
	return uint64(len(manyBits))
}

// mallocs returns how many objects of Go's heap something takes.
func mallocs(what func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	what()
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs
}
