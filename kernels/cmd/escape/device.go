// SPDX-License-Identifier: MIT

package main

import (
	"encoding/binary"
	"slices"

	"emubench/kernels/drivers/dma"
	"emubench/kernels/drivers/mmio"
	"emubench/kernels/drivers/pci"
)

// Of "Virtual I/O Device (VIRTIO)" 1.2: registers (4.1.4.3), the device status (2.1), flags
// of descriptors (2.7.5).
const (
	featureSelect, feature = 0x08, 0x0c
	status                 = 0x14
	queueSelect, queueSize = 0x16, 0x18
	queueVector            = 0x1a
	queueEnable            = 0x1c
	descriptors            = 0x20
	available              = 0x28
	used                   = 0x30
	registersSize          = 0x1000

	acknowledged, featuresOK, driverOK = 3, 8, 4
	next, writable, indirect           = 1, 2, 4

	vendorVirtio       = 0x1af4
	randomTransitional = 0x1005
	capabilityNotify   = 2
)

// A generator is QEMU's device of random bytes, which writes into what it is given.
type generator struct {
	function       *pci.Function
	common, notify mmio.Region
	itself         uint64
	table          dma.Page // of descriptors
	offers, gifts  dma.Page // the available and the used ring
}

// newGenerator returns the device, reset, with a driver that it is content with.
func newGenerator() *generator {
	g := &generator{function: random}
	for _, c := range random.Capabilities() {
		kind := uint8(c.Word(0) >> 24)
		if c.ID != pci.CapabilityVendor || kind > capabilityNotify {
			continue
		}
		memory, err := random.Memory(int(uint8(c.Word(1))))
		if err != nil {
			panic(err)
		}
		part, err := memory.Part(uintptr(c.Word(2)), registersSize)
		if err != nil {
			panic(err)
		}
		if kind == capabilityNotify {
			g.notify = part
		} else {
			g.common, g.itself = part, barOf(random)+uint64(c.Word(2))
		}
	}
	for _, page := range []*dma.Page{&g.table, &g.offers, &g.gifts} {
		*page = newPage()
	}
	random.Enable()
	g.common.Write8(status, 0)
	g.common.Write8(status, acknowledged)
	g.common.Write32(featureSelect, 1)
	g.common.Write32(feature, 1) // it is of version 1
	g.common.Write8(status, acknowledged|featuresOK)
	return g
}

// newPage never gives one back: a device may have it.
func newPage() dma.Page {
	page, err := dma.NewPage()
	if err != nil {
		panic(err)
	}
	return page
}

var random = func() *pci.Function {
	functions, err := pci.Open()
	if err != nil {
		panic(err)
	}
	for _, f := range functions {
		if f.Vendor == vendorVirtio && f.Device == randomTransitional {
			return f
		}
	}
	panic("there is no device of random bytes")
}()

func barOf(f *pci.Function) uint64 {
	low := readConfiguration(f.Place, 0x20)
	return uint64(low&^0xf) | uint64(readConfiguration(f.Place, 0x24))<<32
}

func (g *generator) describe(index int, address uint64, length uint32, flags, following uint16) {
	at := g.table.Bytes[16*index:]
	binary.LittleEndian.PutUint64(at, address)
	binary.LittleEndian.PutUint32(at[8:], length)
	binary.LittleEndian.PutUint16(at[12:], flags)
	binary.LittleEndian.PutUint16(at[14:], following)
}

func (g *generator) offer(head, index uint16) {
	binary.LittleEndian.PutUint16(g.offers.Bytes[4:], head)
	binary.LittleEndian.PutUint16(g.offers.Bytes[2:], index)
}

func (g *generator) address(register uintptr, address uint64) {
	g.common.Write32(register, uint32(address))
	g.common.Write32(register+4, uint32(address>>32))
}

// start has the device look at its queue, and waits until it has.
func (g *generator) start(table, offers, gifts uint64) {
	g.common.Write16(queueSelect, 0)
	g.common.Write16(queueSize, 8)
	g.address(descriptors, table)
	g.address(available, offers)
	g.address(used, gifts)
	g.common.Write16(queueEnable, 1)
	g.common.Write8(status, acknowledged|featuresOK|driverOK)
	g.notify.Write16(0, 0)
	for range 100 {
		g.common.Read8(status)
	}
	g.common.Write8(status, 0)
}

func (g *generator) startOurs() {
	g.start(g.table.Physical, g.offers.Physical, g.gifts.Physical)
}

func (g *generator) place(where wild) uint64 {
	if where == itself {
		return g.itself
	}
	return wildAddresses[where]
}

// Each of these uses a device with one part of its queue where it must not be.

func tableAt(where wild) {
	g := newGenerator()
	g.offer(0, 1)
	g.start(g.place(where), g.offers.Physical, g.gifts.Physical)
}

func offersAt(where wild) {
	g := newGenerator()
	g.start(g.table.Physical, g.place(where), g.gifts.Physical)
}

func giftsAt(where wild) {
	g := newGenerator()
	g.describe(0, newPage().Physical, 16, writable, 0)
	g.offer(0, 1)
	g.start(g.table.Physical, g.offers.Physical, g.place(where))
}

func writesTo(where wild) {
	g := newGenerator()
	g.describe(0, g.place(where), 4096, writable, 0)
	g.offer(0, 1)
	g.startOurs()
}

func indirectAt(where wild) {
	g := newGenerator()
	g.describe(0, g.place(where), 4096, indirect, 0)
	g.offer(0, 1)
	g.startOurs()
}

// chain returns an attempt with a table of descriptors that no driver makes.
func chain(length uint32, flags, following uint16) func() {
	return func() {
		g := newGenerator()
		into := newPage()
		for index := range 8 {
			g.describe(index, into.Physical, length, flags, following)
		}
		g.offer(0, 1)
		g.startOurs()
	}
}

func offering(head, index uint16) func() {
	return func() {
		g := newGenerator()
		g.offer(head, index)
		g.startOurs()
	}
}

// register returns an attempt that sets one, 16 bits wide, before the device starts.
func register(at uintptr, value uint16) func() {
	return func() {
		g := newGenerator()
		g.common.Write16(at, value)
		g.startOurs()
	}
}

func allRegisters(value uint32) func() {
	return func() {
		g := newGenerator()
		for at := uintptr(0); at < registersSize; at += 4 {
			g.common.Write32(at, value)
		}
		g.common.Write8(status, 0)
	}
}

func allFeatures() {
	g := newGenerator()
	for half := range uint32(64) {
		g.common.Write32(featureSelect, half)
		g.common.Write32(feature, ^uint32(0))
	}
	g.startOurs()
}

func notifyEarly() {
	g := newGenerator()
	for at := uintptr(0); at < registersSize; at += 4 {
		g.notify.Write32(at, uint32(at))
	}
}

func deviceWays() []way {
	var ways []way
	for _, part := range []struct {
		name   string
		at     func(wild)
		spared []wild
	}{
		// What flash and an interrupt controller say as a table may be a buffer of some GiB.
		{"virtio: descriptors at ", tableAt, []wild{zero, flash, interrupts}},
		{"virtio: indirect descriptors at ", indirectAt, []wild{zero, flash, interrupts}},
		{"virtio: available ring at ", offersAt, nil},
		{"virtio: used ring at ", giftsAt, nil},
		// Random bytes there may be an interrupt of any kind.
		{"virtio: a device writes to ", writesTo, []wild{interrupts}},
	} {
		for where, name := range wildNames {
			if !slices.Contains(part.spared, wild(where)) {
				ways = append(ways, way{part.name + name, func() { part.at(wild(where)) }})
			}
		}
	}
	return append(ways, queueWays...)
}

var queueWays = []way{
	{"virtio: a chain in a circle", chain(16, next|writable, 0)},
	{"virtio: a chain past its table", chain(16, next, 0xffff)},
	{"virtio: a buffer of no bytes", chain(0, writable, 0)},
	{"virtio: an indirect table", chain(128, indirect, 0)},
	{"virtio: an indirect table of odd size", chain(17, indirect, 0)},
	{"virtio: an indirect table of 4 GiB", chain(0xfffffff0, indirect, 0)},
	{"virtio: an indirect table with a next", chain(128, indirect|next, 1)},
	{"virtio: all flags", chain(16, 0xffff, 1)},
	{"virtio: a buffer that is only read", chain(16, 0, 0)},
	{"virtio: 65535 more than there are", offering(0, 0xffff)},
	{"virtio: a head past the table", offering(0xffff, 1)},
	{"virtio: a head just past the table", offering(8, 1)},
	{"virtio: a queue of none", register(queueSize, 0)},
	{"virtio: a queue of 65535", register(queueSize, 0xffff)},
	{"virtio: a queue of 3", register(queueSize, 3)},
	{"virtio: queue 65535", register(queueSelect, 0xffff)},
	{"virtio: the first queue that there is not", register(queueSelect, 1)},
	{"virtio: a vector that there is not", register(queueVector, 0x7fff)},
	{"virtio: a queue that is switched on twice", register(queueEnable, 0xffff)},
	{"virtio: notified without a queue", notifyEarly},
	{"virtio: all features", allFeatures},
	{"virtio: all registers 0", allRegisters(0)},
	{"virtio: all registers ones", allRegisters(0xffffffff)},
}
