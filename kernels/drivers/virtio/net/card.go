// SPDX-License-Identifier: MIT

// Package net is a network card: section 5.1 of Virtual I/O Device (VIRTIO) Version 1.1.
package net

import (
	"errors"
	"sync"

	"emubench/kernels/drivers/dma"
	"emubench/kernels/drivers/pci"
	"emubench/kernels/drivers/virtio"
)

// The queues: section 5.1.2.
const (
	receiveQueue  = 0
	transmitQueue = 1
)

// featureMAC is of a device that has an address of its own: section 5.1.3.
const featureMAC = 1 << 5

// packetHead is in front of each frame: section 5.1.6. All of it is zero for a frame
// with which nobody is to help.
const packetHead = 12

// How many frames there is room for, either way; each has a page.
const (
	receiveBuffers  = 64
	transmitBuffers = 256
)

// MostFrame is the longest frame that there is room for.
const MostFrame = dma.PageSize - packetHead

// What is wrong with sending.
var (
	ErrLong = errors.New("net: the frame is too long")
	// ErrBusy is of a card that has not sent yet what it was given: the frame is lost,
	// as it might have been anywhere else on its way.
	ErrBusy = errors.New("net: there is no room for the frame")
)

// A Card sends and receives Ethernet frames.
type Card struct {
	// Address is the card's own.
	Address [6]byte

	receive  *virtio.Queue
	arriving []dma.Page // by the numbers of their chains

	sending  sync.Mutex
	transmit *virtio.Queue
	leaving  []dma.Page
	free     []dma.Page
}

// Open begins with the first card on the bus. What arrives is handed on frame by frame
// from one goroutine; a frame is the card's again when the function returns.
func Open(functions []*pci.Function, received func(frame []byte)) (*Card, error) {
	device, err := virtio.Open(functions, virtio.Network, featureMAC)
	if err != nil {
		return nil, err
	}
	receive, err := device.Queue(receiveQueue, receiveBuffers)
	if err != nil {
		return nil, err
	}
	transmit, err := device.Queue(transmitQueue, transmitBuffers)
	if err != nil {
		return nil, err
	}
	c := &Card{receive: receive, transmit: transmit}
	for i := range c.Address {
		c.Address[i] = device.Configuration.Read8(uintptr(i))
	}
	if err := c.fill(dma.NewPage); err != nil {
		return nil, err
	}
	if err := device.Start(func() { c.drain(received) }); err != nil {
		return nil, err
	}
	// Only now may the device be notified: section 3.1.1.
	c.receive.Notify()
	return c, nil
}

// fill makes all pages, and gives the device those for what arrives.
func (c *Card) fill(newPage func() (dma.Page, error)) error {
	c.transmit.WithoutInterrupts()
	c.leaving = make([]dma.Page, c.transmit.Size())
	for range c.transmit.Size() {
		page, err := newPage()
		if err != nil {
			return err
		}
		c.free = append(c.free, page)
	}
	c.arriving = make([]dma.Page, c.receive.Size())
	for range c.receive.Size() {
		page, err := newPage()
		if err != nil {
			return err
		}
		if err := c.offer(page); err != nil {
			return err
		}
	}
	return nil
}

func (c *Card) offer(page dma.Page) error {
	number, err := c.receive.Add(virtio.Buffer{Page: page, Length: dma.PageSize, In: true})
	if err == nil {
		c.arriving[number] = page
	}
	return err
}

// drain hands on what has arrived. A device that breaks its queue is not heard again.
func (c *Card) drain(received func(frame []byte)) {
	for {
		number, length, ok, err := c.receive.Take()
		if err != nil || !ok {
			break
		}
		page := c.arriving[number]
		if length > packetHead && length <= dma.PageSize {
			received(page.Bytes[packetHead:length])
		}
		if c.offer(page) != nil {
			break
		}
	}
	c.receive.Notify()
}

// Send sends a frame.
func (c *Card) Send(frame []byte) error {
	if len(frame) > MostFrame {
		return ErrLong
	}
	c.sending.Lock()
	defer c.sending.Unlock()
	if err := c.reclaim(); err != nil {
		return err
	}
	if len(c.free) == 0 {
		return ErrBusy
	}
	page := c.free[len(c.free)-1]
	copy(page.Bytes[packetHead:], frame)
	number, err := c.transmit.Add(virtio.Buffer{Page: page, Length: packetHead + len(frame)})
	if err != nil {
		return err
	}
	c.free = c.free[:len(c.free)-1]
	c.leaving[number] = page
	c.transmit.Notify()
	return nil
}

// reclaim takes back the pages of what has been sent.
func (c *Card) reclaim() error {
	for {
		number, _, ok, err := c.transmit.Take()
		if err != nil || !ok {
			return err
		}
		c.free = append(c.free, c.leaving[number])
	}
}
