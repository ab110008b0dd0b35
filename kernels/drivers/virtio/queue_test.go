// SPDX-License-Identifier: MIT

package virtio_test

import (
	"encoding/binary"
	"errors"
	"slices"
	"testing"

	"emubench/kernels/drivers/dma"
	"emubench/kernels/drivers/virtio"
	"emubench/kernels/drivers/virtio/fake"
)

func TestAChainOfThree(t *testing.T) {
	d := fake.New(4)
	page, _ := d.Page()
	copy(page.Bytes, "headdata?")
	want, err := d.Add(
		virtio.Buffer{Page: page, Length: 4},
		virtio.Buffer{Page: page, Offset: 4, Length: 4, In: true},
		virtio.Buffer{Page: page, Offset: 8, Length: 1, In: true})
	if err != nil {
		t.Fatal(err)
	}
	chain, _ := d.Next()
	if chain.Head != want || !slices.Equal(chain.Written, []bool{false, true, true}) {
		t.Fatalf("%+v", chain)
	}
	for i, want := range []string{"head", "data", "?"} {
		if string(chain.Buffers[i]) != want {
			t.Errorf("buffer %d is %q", i, chain.Buffers[i])
		}
	}
	d.Use(uint32(chain.Head), 5)
	if got, length, ok, err := d.Take(); got != want || length != 5 || !ok || err != nil {
		t.Errorf("took %d of %d bytes: %v, %v", got, length, ok, err)
	}
	if _, _, ok, _ := d.Take(); ok {
		t.Error("there is another")
	}
}

func TestFullAndAroundTheEnd(t *testing.T) {
	d := fake.New(4)
	page, _ := d.Page()
	// Past the wrap of the indices at 2^16.
	for n := range 1<<16 + 5 {
		number, err := d.Add(virtio.Buffer{Page: page, Length: n % 100})
		if err != nil {
			t.Fatal(err)
		}
		chain, _ := d.Next()
		if chain.Head != number || len(chain.Buffers) != 1 || len(chain.Buffers[0]) != n%100 {
			t.Fatalf("%d: %+v", n, chain)
		}
		d.Use(uint32(chain.Head), 0)
		if _, _, ok, err := d.Take(); !ok || err != nil {
			t.Fatalf("%d: %v, %v", n, ok, err)
		}
	}
	for range 4 {
		if _, err := d.Add(virtio.Buffer{Page: page, Length: 1}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Add(virtio.Buffer{Page: page, Length: 1}); !errors.Is(err, virtio.ErrFull) {
		t.Errorf("a fifth: %v", err)
	}
}

func TestOutOfOrder(t *testing.T) {
	d := fake.New(8)
	page, _ := d.Page()
	var given, taken []uint16
	for range 8 {
		number, _ := d.Add(virtio.Buffer{Page: page, Length: 1})
		given = append(given, number)
	}
	for _, number := range slices.Backward(given) {
		d.Use(uint32(number), 0)
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
	for name, lie := range map[string]func(d *fake.Device, head uint16){
		"beyond the queue": func(d *fake.Device, _ uint16) { d.Use(4, 0) },
		"far beyond":       func(d *fake.Device, _ uint16) { d.Use(^uint32(0), 0) },
		"never given":      func(d *fake.Device, head uint16) { d.Use(uint32(head+1)%4, 0) },
		"too many":         func(d *fake.Device, head uint16) { d.SkipUsed(5); d.Use(uint32(head), 0) },
	} {
		d := fake.New(4)
		page, _ := d.Page()
		head, _ := d.Add(virtio.Buffer{Page: page, Length: 1})
		lie(d, head)
		if _, _, ok, err := d.Take(); ok || !errors.Is(err, virtio.ErrBroken) {
			t.Errorf("%s: %v, %v", name, ok, err)
		}
	}
}

func TestUsedTwice(t *testing.T) {
	d := fake.New(4)
	page, _ := d.Page()
	head, _ := d.Add(virtio.Buffer{Page: page, Length: 1})
	d.Use(uint32(head), ^uint32(0))
	d.Use(uint32(head), 0)
	if _, length, ok, err := d.Take(); !ok || err != nil || length > 3*dma.PageSize {
		t.Errorf("%d bytes: %v, %v", length, ok, err)
	}
	if _, _, ok, err := d.Take(); ok || !errors.Is(err, virtio.ErrBroken) {
		t.Errorf("again: %v, %v", ok, err)
	}
}

func TestNotifications(t *testing.T) {
	d := fake.New(4)
	d.Notify()
	binary.LittleEndian.PutUint16(d.Used(), 1)
	d.Notify()
	if d.Rung != 1 {
		t.Errorf("rung %d times", d.Rung)
	}
	page, _ := d.Page()
	if d.WithoutInterrupts(); d.Available()[0] != 1 {
		t.Error("the device may interrupt")
	}
	d.Add(virtio.Buffer{Page: page, Length: 1})
	if got := [4]byte(d.Available()); got != [4]byte{1, 0, 1, 0} {
		t.Errorf("flags and index are % x", got)
	}
}

func TestChainsOfAWrongLength(t *testing.T) {
	d := fake.New(8)
	if _, err := d.Add(); err == nil {
		t.Error("none is a chain")
	}
	if _, err := d.Add(make([]virtio.Buffer, 4)...); err == nil {
		t.Error("four are a chain")
	}
}
