// SPDX-License-Identifier: MIT

package virtio

import (
	"errors"
	"fmt"

	"emubench/kernels/drivers/dma"
	"emubench/kernels/drivers/irq"
	"emubench/kernels/drivers/mmio"
	"emubench/kernels/drivers/pci"
)

// Vendor and device IDs on a PCI bus: section 4.1.2.1. A transitional device, which is
// of older versions too, has one of its own, and the kind as its subsystem's.
const (
	vendor            = 0x1af4
	firstTransitional = 0x1000
	firstModern       = 0x1040
	afterModern       = 0x107f
)

// A Kind is what a device is: section 5.
type Kind uint16

// The kinds that there are drivers for.
const (
	Network Kind = 1
	Block   Kind = 2
)

// Registers of the common configuration: section 4.1.4.3.
const (
	deviceFeatureSelect = 0x00
	deviceFeature       = 0x04
	driverFeatureSelect = 0x08
	driverFeature       = 0x0c
	deviceStatus        = 0x14
	queueSelect         = 0x16
	queueSize           = 0x18
	queueEnable         = 0x1c
	queueNotifyOff      = 0x1e
	queueDescriptors    = 0x20
	queueDriver         = 0x28 // the available ring
	queueDevice         = 0x30 // the used ring
	commonSize          = 0x38
)

// Bits of the device status: section 2.1.
const (
	statusAcknowledge = 1
	statusDriver      = 2
	statusDriverOK    = 4
	statusFeaturesOK  = 8
	statusFailed      = 128
)

// Version1 is the feature that a device has which is not a legacy one: section 6.
const Version1 = 1 << 32

// isrQueue is the bit of the ISR status for queues: section 4.1.4.5.
const isrQueue = 1

// What is wrong with a device.
var (
	ErrNone     = errors.New("virtio: there is no such device")
	ErrFeatures = errors.New("virtio: the device does not take the features")
)

// A Device is a modern virtio device on a PCI bus.
type Device struct {
	function   *pci.Function
	common     mmio.Region
	notify     mmio.Region
	isr        mmio.Region
	multiplier uintptr
	// Features are those that device and driver agreed on.
	Features uint64
	// Configuration is the part of the registers that differs from kind to kind.
	Configuration mmio.Region
}

// kindOf returns what a function is, if it is a virtio device.
func kindOf(f *pci.Function) (Kind, bool) {
	switch {
	case f.Vendor != vendor:
		return 0, false
	case f.Device > firstModern && f.Device <= afterModern:
		return Kind(f.Device - firstModern), true
	case f.Device >= firstTransitional && f.Device < firstModern:
		return Kind(f.Subsystem()), true
	}
	return 0, false
}

// Open finds the first device of a kind on the bus and begins with it, as section
// 3.1.1 says: from reset to the agreement on features, of which only those are taken
// that are wanted. Queues follow, and Start.
func Open(functions []*pci.Function, kind Kind, wanted uint64) (*Device, error) {
	for _, f := range functions {
		if found, virtio := kindOf(f); virtio && found == kind {
			d, err := connect(f)
			if err != nil {
				return nil, err
			}
			return d, d.begin(wanted | Version1)
		}
	}
	return nil, fmt.Errorf("%w: of kind %d", ErrNone, kind)
}

func (d *Device) begin(wanted uint64) error {
	d.common.Write8(deviceStatus, 0)
	for d.common.Read8(deviceStatus) != 0 {
		// Until the device has been reset: section 4.1.4.3.2.
	}
	d.common.Write8(deviceStatus, statusAcknowledge)
	d.common.Write8(deviceStatus, statusAcknowledge|statusDriver)
	d.Features = d.offered() & wanted
	if d.Features&Version1 == 0 {
		d.common.Write8(deviceStatus, statusFailed)
		return ErrFeatures
	}
	for half := range uint32(2) {
		d.common.Write32(driverFeatureSelect, half)
		d.common.Write32(driverFeature, uint32(d.Features>>(32*half)))
	}
	d.common.Write8(deviceStatus, statusAcknowledge|statusDriver|statusFeaturesOK)
	if d.common.Read8(deviceStatus)&statusFeaturesOK == 0 {
		d.common.Write8(deviceStatus, statusFailed)
		return ErrFeatures
	}
	return nil
}

func (d *Device) offered() uint64 {
	var features uint64
	for half := range uint32(2) {
		d.common.Write32(deviceFeatureSelect, half)
		features |= uint64(d.common.Read32(deviceFeature)) << (32 * half)
	}
	return features
}

// Queue makes a queue of up to so many descriptors, a power of two: section 4.1.5.1.3.
func (d *Device) Queue(index uint16, most int) (*Queue, error) {
	d.common.Write16(queueSelect, index)
	size := min(int(d.common.Read16(queueSize)), most, MostDescriptors)
	if size == 0 || size&(size-1) != 0 {
		return nil, fmt.Errorf("virtio: a queue of %d descriptors", size)
	}
	bell, err := d.notify.Part(uintptr(d.common.Read16(queueNotifyOff))*d.multiplier, 2)
	if err != nil {
		return nil, err
	}
	q, err := NewQueue(size, dma.NewPage, func() { bell.Write16(0, index) })
	if err != nil {
		return nil, err
	}
	d.common.Write16(queueSize, uint16(size))
	d.address(queueDescriptors, q.descriptors)
	d.address(queueDriver, q.available)
	d.address(queueDevice, q.used)
	d.common.Write16(queueEnable, 1)
	return q, nil
}

func (d *Device) address(register uintptr, page dma.Page) {
	d.common.Write32(register, uint32(page.Physical))
	d.common.Write32(register+4, uint32(page.Physical>>32))
}

// Start lets the device work, and has served called when it has used buffers.
func (d *Device) Start(served func()) error {
	line, has := d.function.Line()
	if !has {
		return fmt.Errorf("virtio: %04x:%04x has no interrupt line", d.function.Vendor, d.function.Device)
	}
	err := irq.Handle(line, func() {
		// Reading it takes the line down: section 4.1.4.5.1.
		if d.isr.Read8(0)&isrQueue != 0 {
			served()
		}
	})
	if err == nil {
		d.common.Write8(deviceStatus,
			statusAcknowledge|statusDriver|statusFeaturesOK|statusDriverOK)
	}
	return err
}
