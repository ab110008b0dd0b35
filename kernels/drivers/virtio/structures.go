// SPDX-License-Identifier: MIT

package virtio

import (
	"fmt"

	"emubench/kernels/drivers/mmio"
	"emubench/kernels/drivers/pci"
)

// A capability of the vendor's says where each structure lies: section 4.1.4.
const (
	structureCommon = 1
	structureNotify = 2
	structureISR    = 3
	structureDevice = 4
)

// notifyHead is how long a capability is that has a multiplier behind it: section
// 4.1.4.4.
const notifyHead = 16

// connect enables a device and finds its registers.
func connect(f *pci.Function) (*Device, error) {
	d := &Device{function: f}
	for _, c := range f.Capabilities() {
		if c.ID != pci.CapabilityVendor {
			continue
		}
		if err := d.attach(c); err != nil {
			return nil, err
		}
	}
	if d.common.Size() < commonSize || d.isr.Size() == 0 || d.notify.Size() == 0 {
		return nil, fmt.Errorf("virtio: %04x:%04x is not a modern device", f.Vendor, f.Device)
	}
	f.Enable()
	return d, nil
}

// attach takes the structure of a capability, unless it is of a kind that nobody here
// uses or not the first of its kind: the device prefers that.
func (d *Device) attach(c pci.Capability) error {
	region := map[uint8]*mmio.Region{
		structureCommon: &d.common,
		structureNotify: &d.notify,
		structureISR:    &d.isr,
		structureDevice: &d.Configuration,
	}[uint8(c.Word(0)>>24)]
	if region == nil || region.Size() != 0 {
		return nil
	}
	memory, err := d.function.Memory(int(uint8(c.Word(1))))
	if err != nil {
		return err
	}
	if *region, err = memory.Part(uintptr(c.Word(2)), uintptr(c.Word(3))); err != nil {
		return err
	}
	if region == &d.notify {
		d.multiplier = uintptr(c.Word(notifyHead / 4))
	}
	return nil
}
