// SPDX-License-Identifier: MIT

package pci

// CapabilityVendor is the ID of a capability that is the vendor's own: appendix H.
const CapabilityVendor = 9

// Of a capability: section 6.7.
const (
	capabilityFirst   = 0x40 // behind the header
	capabilityAligned = 0xfc
	capabilitiesMost  = (256 - capabilityFirst) / 4
)

// A Capability is an entry of the list that tells what a function can do.
type Capability struct {
	function *Function
	offset   uint8
	ID       uint8
}

// Capabilities returns the list, and no more of it than fits: a device may have tied
// its ends together.
func (f *Function) Capabilities() []Capability {
	if f.space.Read(f.Place, registerCommand)&statusList == 0 {
		return nil
	}
	var list []Capability
	at := uint8(f.space.Read(f.Place, registerCapabilities)) & capabilityAligned
	for at >= capabilityFirst && len(list) < capabilitiesMost {
		head := f.space.Read(f.Place, at)
		list = append(list, Capability{f, at, uint8(head)})
		at = uint8(head>>8) & capabilityAligned
	}
	return list
}

// Word returns 4 bytes of it; the first has its ID and the way to the next. What
// would lie beyond the end of the configuration space reads as zero.
func (c Capability) Word(index int) uint32 {
	at := int(c.offset) + 4*index
	if at > 0xfc {
		return 0
	}
	return c.function.space.Read(c.function.Place, uint8(at))
}
