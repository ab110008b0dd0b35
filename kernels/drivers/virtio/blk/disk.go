// SPDX-License-Identifier: MIT

// Package blk is a disk: section 5.2 of Virtual I/O Device (VIRTIO) Version 1.1.
package blk

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"emubench/kernels/drivers/dma"
	"emubench/kernels/drivers/pci"
	"emubench/kernels/drivers/virtio"
)

// SectorSize is that in which a disk counts, whatever its blocks are: section 5.2.4.
const SectorSize = 512

// sectorsOfPage is how many are read or written in one request.
const sectorsOfPage = dma.PageSize / SectorSize

// Of a request: section 5.2.6.
const (
	requestHead = 16
	typeIn      = 0
	typeOut     = 1
	statusOK    = 0
	// statusNone is none that a device gives: it has written nothing.
	statusNone = 0xff
)

// What is wrong with a request.
var (
	ErrRange = errors.New("blk: beyond the end of the disk, or no whole sectors")
	ErrDisk  = errors.New("blk: the disk reports an error")
)

// A Disk is a virtio block device, on which requests follow each other.
type Disk struct {
	mutex   sync.Mutex
	queue   *virtio.Queue
	sectors uint64
	head    dma.Page // and, behind it, the status
	data    dma.Page
	served  chan struct{}
}

// Open begins with the first disk on the bus.
func Open(functions []*pci.Function) (*Disk, error) {
	device, err := virtio.Open(functions, virtio.Block, 0)
	if err != nil {
		return nil, err
	}
	queue, err := device.Queue(0, 4)
	if err != nil {
		return nil, err
	}
	low, high := device.Configuration.Read32(0), device.Configuration.Read32(4)
	d, err := newDisk(queue, uint64(high)<<32|uint64(low), dma.NewPage)
	if err != nil {
		return nil, err
	}
	return d, device.Start(d.interrupted)
}

func newDisk(queue *virtio.Queue, sectors uint64, page func() (dma.Page, error)) (*Disk, error) {
	d := &Disk{queue: queue, sectors: sectors, served: make(chan struct{}, 1)}
	var err error
	if d.head, err = page(); err != nil {
		return nil, err
	}
	d.data, err = page()
	return d, err
}

func (d *Disk) interrupted() {
	select {
	case d.served <- struct{}{}:
	default:
	}
}

// Sectors returns how large the disk is.
func (d *Disk) Sectors() uint64 { return d.sectors }

// Read reads whole sectors, from one on.
func (d *Disk) Read(sector uint64, to []byte) error {
	return d.each(sector, to, func(at uint64, piece []byte) error {
		err := d.request(typeIn, at, len(piece))
		copy(piece, d.data.Bytes)
		return err
	})
}

// Write writes whole sectors, from one on.
func (d *Disk) Write(sector uint64, from []byte) error {
	return d.each(sector, from, func(at uint64, piece []byte) error {
		copy(d.data.Bytes, piece)
		return d.request(typeOut, at, len(piece))
	})
}

// each hands on pieces that fit on a page.
func (d *Disk) each(sector uint64, bytes []byte, do func(uint64, []byte) error) error {
	count := uint64(len(bytes) / SectorSize)
	if len(bytes)%SectorSize != 0 || sector > d.sectors || count > d.sectors-sector {
		return fmt.Errorf("%w: %d bytes at %d of %d", ErrRange, len(bytes), sector, d.sectors)
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	for ; len(bytes) > 0; sector += sectorsOfPage {
		piece := bytes[:min(len(bytes), dma.PageSize)]
		if err := do(sector, piece); err != nil {
			return err
		}
		bytes = bytes[len(piece):]
	}
	return nil
}

// request has the disk fill or take from the page of data, and waits until it has.
func (d *Disk) request(kind uint32, sector uint64, length int) error {
	binary.LittleEndian.PutUint32(d.head.Bytes, kind)
	binary.LittleEndian.PutUint64(d.head.Bytes[8:], sector)
	d.head.Bytes[requestHead] = statusNone
	if _, err := d.queue.Add(
		virtio.Buffer{Page: d.head, Length: requestHead},
		virtio.Buffer{Page: d.data, Length: length, In: kind == typeIn},
		virtio.Buffer{Page: d.head, Offset: requestHead, Length: 1, In: true},
	); err != nil {
		return err
	}
	d.queue.Notify()
	for {
		if _, _, done, err := d.queue.Take(); err != nil {
			return err
		} else if done {
			break
		}
		<-d.served
	}
	if status := d.head.Bytes[requestHead]; status != statusOK {
		return fmt.Errorf("%w: status %d of sector %d", ErrDisk, status, sector)
	}
	return nil
}
