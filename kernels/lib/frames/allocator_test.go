// SPDX-License-Identifier: MIT

package frames

import (
	"math/bits"
	"math/rand/v2"
	"testing"
)

// start is where the ranges of the tests begin: on a page, and on no larger block.
const start = 0x123000

func newAllocator(t *testing.T, address uintptr, count int) *Allocator {
	t.Helper()
	a := new(Allocator)
	if err := a.Init(address, make([]Span, count), make([]uint64, (count+63)/64)); err != nil {
		t.Fatal(err)
	}
	return a
}

func alloc(t *testing.T, a *Allocator, pages int) uintptr {
	t.Helper()
	address, err := a.Alloc(pages)
	if err != nil {
		t.Fatalf("%d pages: %v", pages, err)
	}
	return address
}

// blocks returns the addresses of the free blocks by order, and fails for lists
// that contradict the spans, the bitmap or the count.
func blocks(t *testing.T, a *Allocator) [Orders]map[uintptr]bool {
	t.Helper()
	var found [Orders]map[uintptr]bool
	frames := 0
	for order, index := range a.lists {
		found[order] = map[uintptr]bool{}
		for last := none; index != none; last, index = index, a.spans[index].next {
			span := a.spans[index]
			if span.state != free || int(span.order) != order || span.prev != last {
				t.Fatalf("the list of order %d holds %+v at %d behind %d", order, span, index, last)
			}
			found[order][uintptr(a.first+index)<<PageShift] = true
			frames += 1 << order
		}
		if got := a.orders>>order&1 != 0; got != (len(found[order]) > 0) {
			t.Fatalf("the bit of order %d is %v for %d blocks", order, got, len(found[order]))
		}
	}
	ones := 0
	for _, word := range a.bitmap {
		ones += bits.OnesCount64(word)
	}
	if ones != a.InUse() || frames+ones != int(a.count) {
		t.Fatalf("%d bits, %d frames in use, %d free of %d", ones, a.InUse(), frames, a.count)
	}
	return found
}

func TestBlocksAreAlignedToTheirSize(t *testing.T) {
	a := newAllocator(t, start, 777)
	for pages := 1; pages <= 100; pages++ {
		address := alloc(t, a, pages)
		if size := uintptr(PageSize) << Order(pages); address%size != 0 {
			t.Errorf("%d pages are at %#x, which is not a multiple of %#x", pages, address, size)
		}
		if a.InUse() != 1<<Order(pages) {
			t.Errorf("%d pages take %d", pages, a.InUse())
		}
		if err := a.Free(address); err != nil {
			t.Error(err)
		}
	}
}

func TestEverythingMerges(t *testing.T) {
	a := newAllocator(t, start, 777)
	before := blocks(t, a)
	var held []uintptr
	for {
		address, err := a.Alloc(1)
		if err != nil {
			break
		}
		held = append(held, address)
	}
	if len(held) != 777 || a.InUse() != 777 {
		t.Errorf("%d pages were had of 777", len(held))
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(held), func(i, j int) { held[i], held[j] = held[j], held[i] })
	for _, address := range held {
		if err := a.Free(address); err != nil {
			t.Fatal(err)
		}
	}
	for order, want := range before {
		got := blocks(t, a)[order]
		for address := range want {
			if !got[address] || len(got) != len(want) {
				t.Errorf("order %d has %v, want %v", order, got, want)
			}
		}
	}
}

// An owner notes of each page in use the block that it belongs to.
type owner map[uintptr]uintptr

func (o owner) take(t *testing.T, block uintptr, pages int) {
	t.Helper()
	for page := range uintptr(1) << Order(pages) {
		at := block + page*PageSize
		if _, taken := o[at]; taken || at < start || at >= start+777*PageSize {
			t.Fatalf("%#x was handed out twice, or is foreign", at)
		}
		o[at] = block
	}
}

func (o owner) give(block uintptr) {
	for page, of := range o {
		if of == block {
			delete(o, page)
		}
	}
}

func TestWalk(t *testing.T) {
	a := newAllocator(t, start, 777)
	random := rand.New(rand.NewPCG(3, 4))
	owned := owner{}
	var held []uintptr
	for range 3000 {
		if len(held) > 0 && random.IntN(2) == 0 {
			i := random.IntN(len(held))
			if err := a.Free(held[i]); err != nil {
				t.Fatal(err)
			}
			owned.give(held[i])
			held[i] = held[len(held)-1]
			held = held[:len(held)-1]
			continue
		}
		pages := 1 + random.IntN(40)
		address, err := a.Alloc(pages)
		if err != nil {
			continue
		}
		owned.take(t, address, pages)
		held = append(held, address)
		if blocks(t, a); len(owned) != a.InUse() {
			t.Fatalf("%d pages are in use, want %d", a.InUse(), len(owned))
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	a := newAllocator(t, start, 64)
	block := alloc(t, a, 4)
	for address, want := range map[uintptr]error{
		0:                      ErrForeign,
		start - PageSize:       ErrForeign,
		start + 64*PageSize:    ErrForeign,
		block + 1:              ErrForeign,
		block + PageSize:       ErrAllocated,
		block + 4*PageSize:     ErrAllocated,
		^uintptr(PageSize - 1): ErrForeign,
	} {
		if err := a.Free(address); err != want {
			t.Errorf("free of %#x: %v, want %v", address, err, want)
		}
	}
	if err := a.Free(block); err != nil {
		t.Error(err)
	}
	if err := a.Free(block); err != ErrAllocated {
		t.Errorf("freed twice: %v", err)
	}
	for pages, want := range map[int]error{
		0: ErrPages, -1: ErrPages, 1<<(Orders-1) + 1: ErrPages, 65: ErrMemory, 1 << (Orders - 1): ErrMemory,
	} {
		if _, err := a.Alloc(pages); err != want {
			t.Errorf("%d pages: %v, want %v", pages, err, want)
		}
	}
	blocks(t, a)
}

func TestRangesThatAreRefused(t *testing.T) {
	for _, c := range []struct {
		address uintptr
		spans   int
		words   int
	}{{start + 1, 64, 1}, {start, 65, 1}, {^uintptr(0) &^ (PageSize - 1), 64, 1}} {
		if err := new(Allocator).Init(c.address, make([]Span, c.spans), make([]uint64, c.words)); err != ErrRange {
			t.Errorf("%+v: %v, want %v", c, err, ErrRange)
		}
	}
}

func TestLargestBlock(t *testing.T) {
	a := newAllocator(t, 0, 1<<(Orders-1)+1<<8)
	if got := len(blocks(t, a)[Orders-1]); got != 1 {
		t.Errorf("2 GiB and 1 MiB are %d blocks of 2 GiB, want 1", got)
	}
	if address := alloc(t, a, 1<<(Orders-1)); address%(2<<30) != 0 {
		t.Errorf("2 GiB are at %#x", address)
	}
	if address := alloc(t, a, 1<<20/PageSize); a.InUse() != 1<<(Orders-1)+1<<8 {
		t.Errorf("1 MiB at %#x: %d pages are in use", address, a.InUse())
	}
}

func TestNoHeap(t *testing.T) {
	a := newAllocator(t, start, 777)
	if got := testing.AllocsPerRun(100, func() {
		address, _ := a.Alloc(3)
		a.Free(address)
		a.Free(address)
		a.Alloc(0)
	}); got != 0 {
		t.Errorf("%v allocations of Go's heap", got)
	}
}

func TestWorkIsBounded(t *testing.T) {
	a := newAllocator(t, 0, 1<<18)
	for range 1 << 12 {
		before := a.Work()
		address := alloc(t, a, 1)
		if work := a.Work() - before; work > 2*Orders {
			t.Fatalf("%d links and words for a page, at %#x", work, address)
		}
	}
}
