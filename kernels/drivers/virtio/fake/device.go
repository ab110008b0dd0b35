// SPDX-License-Identifier: MIT

// Package fake is the other end of a virtio queue, for the tests of drivers.
package fake

import (
	"encoding/binary"

	"emubench/kernels/drivers/dma"
	"emubench/kernels/drivers/virtio"
)

// A Device serves one queue, as section 2.6 of Virtual I/O Device (VIRTIO) Version 1.1
// has it, or as it should not.
type Device struct {
	*virtio.Queue
	// Serve is called when the device is notified.
	Serve func()
	// Rung counts how often that was.
	Rung  int
	pages []dma.Page
	seen  uint16
	used  uint16
}

// The first three pages that a queue asks for.
const (
	descriptors = iota
	available
	used
)

// New returns a device with a queue of so many descriptors.
func New(size int) *Device {
	d := &Device{Serve: func() {}}
	var err error
	d.Queue, err = virtio.NewQueue(size, d.Page, func() { d.Rung++; d.Serve() })
	if err != nil {
		panic(err) // its pages are there
	}
	return d
}

// Page returns memory that the device sees.
func (d *Device) Page() (dma.Page, error) {
	page := dma.Page{Bytes: make([]byte, dma.PageSize), Physical: uint64(len(d.pages)) << 32}
	d.pages = append(d.pages, page)
	return page, nil
}

// Available returns the available ring, and Used the used ring, as they lie in memory.
func (d *Device) Available() []byte { return d.pages[available].Bytes }

// Used returns the used ring.
func (d *Device) Used() []byte { return d.pages[used].Bytes }

// SkipUsed makes the device believe that it has used so many chains more than it has.
func (d *Device) SkipUsed(chains uint16) { d.used += chains }

// A Chain is what a driver offers: its number, its buffers, and which the device writes.
type Chain struct {
	Head    uint16
	Buffers [][]byte
	Written []bool
}

// Next returns the next chain that is offered; false if there is none.
func (d *Device) Next() (Chain, bool) {
	ring := d.Available()
	if binary.LittleEndian.Uint16(ring[2:]) == d.seen {
		return Chain{}, false
	}
	chain := Chain{Head: binary.LittleEndian.Uint16(ring[4+int(d.seen)%d.Size()*2:])}
	d.seen++
	for at := chain.Head; ; {
		entry := d.pages[descriptors].Bytes[int(at)*16:]
		address, length := binary.LittleEndian.Uint64(entry), binary.LittleEndian.Uint32(entry[8:])
		flags := binary.LittleEndian.Uint16(entry[12:])
		memory := d.pages[address>>32].Bytes[uint32(address):][:length]
		chain.Buffers = append(chain.Buffers, memory)
		chain.Written = append(chain.Written, flags&2 != 0)
		if flags&1 == 0 {
			return chain, true
		}
		at = binary.LittleEndian.Uint16(entry[14:])
	}
}

// Use gives a chain back, with so many bytes written.
func (d *Device) Use(head uint32, written uint32) {
	ring := d.Used()
	entry := ring[4+int(d.used)%d.Size()*8:]
	binary.LittleEndian.PutUint32(entry, head)
	binary.LittleEndian.PutUint32(entry[4:], written)
	d.used++
	binary.LittleEndian.PutUint16(ring[2:], d.used)
}
