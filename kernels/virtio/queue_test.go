package virtio

import (
	"encoding/binary"
	"errors"
	"slices"
	"testing"

	"emubench/kernels/dma"
)

// device is the other end of a queue, as section 2.6 has it.
type device struct {
	*Queue
	pages map[uint64]dma.Page
	seen  uint16
	used  uint16
	rung  int
}

func newDevice(t *testing.T, size int) *device {
	t.Helper()
	d := &device{pages: map[uint64]dma.Page{}}
	var err error
	if d.Queue, err = newQueue(size, d.page, func() { d.rung++ }); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *device) page() (dma.Page, error) {
	page := dma.Page{Bytes: make([]byte, dma.PageSize), Physical: uint64(len(d.pages)+1) << 32}
	d.pages[page.Physical] = page
	return page, nil
}

// at returns memory by its physical address.
func (d *device) at(physical uint64, length uint32) []byte {
	page := d.pages[physical&^(dma.PageSize-1)]
	return page.Bytes[physical%dma.PageSize:][:length]
}

// next returns the head of the next chain that is offered, and its buffers.
func (d *device) next() (head uint16, chain [][]byte, written []bool) {
	ring := d.available.Bytes
	if binary.LittleEndian.Uint16(ring[2:]) == d.seen {
		return 0, nil, nil
	}
	head = binary.LittleEndian.Uint16(ring[4+int(d.seen)%d.size*2:])
	d.seen++
	for at := head; ; {
		entry := d.descriptors.Bytes[int(at)*16:]
		flags := binary.LittleEndian.Uint16(entry[12:])
		chain = append(chain, d.at(binary.LittleEndian.Uint64(entry), binary.LittleEndian.Uint32(entry[8:])))
		written = append(written, flags&2 != 0)
		if flags&1 == 0 {
			return head, chain, written
		}
		at = binary.LittleEndian.Uint16(entry[14:])
	}
}

func (d *device) use(head uint32, written uint32) {
	ring := d.Queue.used.Bytes
	entry := ring[4+int(d.used)%d.size*8:]
	binary.LittleEndian.PutUint32(entry, head)
	binary.LittleEndian.PutUint32(entry[4:], written)
	d.used++
	binary.LittleEndian.PutUint16(ring[2:], d.used)
}

func TestAChainOfThree(t *testing.T) {
	d := newDevice(t, 4)
	page, _ := d.page()
	copy(page.Bytes, "headdata?")
	want, err := d.Add(
		Buffer{Page: page, Length: 4},
		Buffer{Page: page, Offset: 4, Length: 4, In: true},
		Buffer{Page: page, Offset: 8, Length: 1, In: true})
	if err != nil {
		t.Fatal(err)
	}
	head, chain, written := d.next()
	if head != want || len(chain) != 3 || !slices.Equal(written, []bool{false, true, true}) {
		t.Fatalf("head %d of %q, written %v", head, chain, written)
	}
	if string(chain[0]) != "head" || string(chain[1]) != "data" || string(chain[2]) != "?" {
		t.Errorf("buffers %q", chain)
	}
	d.use(uint32(head), 5)
	if got, length, ok, err := d.Take(); got != want || length != 5 || !ok || err != nil {
		t.Errorf("took %d of %d bytes: %v, %v", got, length, ok, err)
	}
	if _, _, ok, _ := d.Take(); ok {
		t.Error("there is another")
	}
}

func TestFullAndAroundTheEnd(t *testing.T) {
	d := newDevice(t, 4)
	page, _ := d.page()
	// Past the wrap of the indices at 2^16.
	for n := range 1<<16 + 5 {
		number, err := d.Add(Buffer{Page: page, Length: n % 100})
		if err != nil {
			t.Fatal(err)
		}
		head, chain, _ := d.next()
		if head != number || len(chain) != 1 || len(chain[0]) != n%100 {
			t.Fatalf("%d: head %d, buffers %q", n, head, chain)
		}
		d.use(uint32(head), 0)
		if _, _, ok, err := d.Take(); !ok || err != nil {
			t.Fatalf("%d: %v, %v", n, ok, err)
		}
	}
	for range 4 {
		if _, err := d.Add(Buffer{Page: page, Length: 1}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Add(Buffer{Page: page, Length: 1}); !errors.Is(err, ErrFull) {
		t.Errorf("a fifth: %v", err)
	}
}

func TestOutOfOrder(t *testing.T) {
	d := newDevice(t, 8)
	page, _ := d.page()
	var given, taken []uint16
	for range 8 {
		number, _ := d.Add(Buffer{Page: page, Length: 1})
		given = append(given, number)
	}
	for _, number := range slices.Backward(given) {
		d.use(uint32(number), 0)
		took, _, _, _ := d.Take()
		taken = append(taken, took)
	}
	slices.Reverse(taken)
	if !slices.Equal(given, taken) {
		t.Errorf("took %v of %v", taken, given)
	}
}

// TestADeviceIsNotBelieved gives back what a driver must not follow.
func TestADeviceIsNotBelieved(t *testing.T) {
	for name, lie := range map[string]func(d *device, head uint16){
		"beyond the queue": func(d *device, _ uint16) { d.use(4, 0) },
		"far beyond":       func(d *device, _ uint16) { d.use(^uint32(0), 0) },
		"never given":      func(d *device, head uint16) { d.use(uint32(head+1)%4, 0) },
		"too many":         func(d *device, head uint16) { d.used = 5; d.use(uint32(head), 0) },
	} {
		d := newDevice(t, 4)
		page, _ := d.page()
		head, _ := d.Add(Buffer{Page: page, Length: 1})
		lie(d, head)
		if _, _, ok, err := d.Take(); ok || !errors.Is(err, ErrBroken) {
			t.Errorf("%s: %v, %v", name, ok, err)
		}
	}
}

func TestUsedTwice(t *testing.T) {
	d := newDevice(t, 4)
	page, _ := d.page()
	head, _ := d.Add(Buffer{Page: page, Length: 1})
	d.use(uint32(head), ^uint32(0))
	d.use(uint32(head), 0)
	if _, length, ok, err := d.Take(); !ok || err != nil || length > 3*dma.PageSize {
		t.Errorf("%d bytes: %v, %v", length, ok, err)
	}
	if _, _, ok, err := d.Take(); ok || !errors.Is(err, ErrBroken) {
		t.Errorf("again: %v, %v", ok, err)
	}
}

func TestNotifications(t *testing.T) {
	d := newDevice(t, 4)
	d.Notify()
	binary.LittleEndian.PutUint16(d.Queue.used.Bytes, 1)
	d.Notify()
	if d.rung != 1 {
		t.Errorf("rung %d times", d.rung)
	}
	page, _ := d.page()
	if d.WithoutInterrupts(); d.available.Bytes[0] != 1 {
		t.Error("the device may interrupt")
	}
	d.Add(Buffer{Page: page, Length: 1})
	if got := [4]byte(d.available.Bytes); got != [4]byte{1, 0, 1, 0} {
		t.Errorf("flags and index are % x", got)
	}
}

func TestChainsOfAWrongLength(t *testing.T) {
	d := newDevice(t, 8)
	if _, err := d.Add(); err == nil {
		t.Error("none is a chain")
	}
	if _, err := d.Add(make([]Buffer, 4)...); err == nil {
		t.Error("four are a chain")
	}
}
