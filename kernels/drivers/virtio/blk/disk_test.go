// SPDX-License-Identifier: MIT

package blk

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"

	"emubench/kernels/drivers/virtio"
	"emubench/kernels/drivers/virtio/fake"
)

// newFake returns a disk of so many sectors, and what it holds.
func newFake(t *testing.T, sectors int) (*Disk, *fake.Device, []byte) {
	t.Helper()
	device := fake.New(4)
	disk, err := newDisk(device.Queue, uint64(sectors), device.Page)
	if err != nil {
		t.Fatal(err)
	}
	content := make([]byte, sectors*SectorSize)
	for i := range content {
		content[i] = byte(i / 7)
	}
	device.Serve = func() {
		chain, _ := device.Next()
		device.Use(uint32(chain.Head), serve(chain, content))
		disk.interrupted()
	}
	return disk, device, content
}

// serve does a request as section 5.2.6 has it.
func serve(chain fake.Chain, content []byte) uint32 {
	head, data, status := chain.Buffers[0], chain.Buffers[1], chain.Buffers[2]
	at := content[binary.LittleEndian.Uint64(head[8:])*SectorSize:]
	status[0] = statusOK
	if binary.LittleEndian.Uint32(head) == typeOut && !chain.Written[1] {
		copy(at, data)
		return 1
	}
	return uint32(copy(data, at[:len(data)])) + 1
}

func TestReadAndWrite(t *testing.T) {
	disk, device, content := newFake(t, 100)
	got := make([]byte, 21*SectorSize)
	if err := disk.Read(3, got); err != nil || !bytes.Equal(got, content[3*SectorSize:][:len(got)]) {
		t.Errorf("read: %v", err)
	}
	if device.Rung != 3 {
		t.Errorf("%d requests for 21 sectors", device.Rung)
	}
	before := bytes.Clone(content)
	fill := bytes.Repeat([]byte{0xa5}, 9*SectorSize)
	if err := disk.Write(91, fill); err != nil {
		t.Fatal(err)
	}
	if want := append(before[:91*SectorSize], fill...); !bytes.Equal(content, want) {
		t.Error("something else was written")
	}
}

func TestRange(t *testing.T) {
	disk, device, _ := newFake(t, 10)
	for _, wrong := range []struct {
		sector uint64
		bytes  int
	}{{10, 512}, {9, 1024}, {^uint64(0), 512}, {0, 511}, {0, 11 * 512}} {
		if err := disk.Read(wrong.sector, make([]byte, wrong.bytes)); !errors.Is(err, ErrRange) {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
	if err := disk.Read(10, nil); err != nil || device.Rung != 0 {
		t.Errorf("nothing: %v, %d requests", err, device.Rung)
	}
}

func TestErrors(t *testing.T) {
	for name, c := range map[string]struct {
		serve func(device *fake.Device, chain fake.Chain)
		want  error
	}{
		"a status": {func(d *fake.Device, c fake.Chain) { c.Buffers[2][0] = 1; d.Use(uint32(c.Head), 1) }, ErrDisk},
		"silence":  {func(d *fake.Device, c fake.Chain) { d.Use(uint32(c.Head), 0) }, ErrDisk},
		"a lie":    {func(d *fake.Device, c fake.Chain) { d.Use(99, 0) }, virtio.ErrBroken},
	} {
		disk, device, _ := newFake(t, 10)
		device.Serve = func() {
			chain, _ := device.Next()
			c.serve(device, chain)
			disk.interrupted()
		}
		if err := disk.Read(0, make([]byte, SectorSize)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
