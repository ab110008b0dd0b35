// SPDX-License-Identifier: MIT

package pci

// fake is the configuration space of a bus with functions as devices have them:
// only what a mask lets through can be written.
type fake map[Place]*registers

type registers struct {
	value, writable [64]uint32
}

func (f fake) Read(at Place, offset uint8) uint32 {
	if r, there := f[at]; there {
		return r.value[offset/4]
	}
	return ^uint32(0)
}

func (f fake) Write(at Place, offset uint8, value uint32) {
	if r, there := f[at]; there {
		mask := r.writable[offset/4]
		r.value[offset/4] = r.value[offset/4]&^mask | value&mask
	}
}

func (r *registers) set(offset int, value uint32) *registers {
	r.value[offset/4] = value
	return r
}

// decode makes a base address register that decodes so many bytes, with flags.
func (r *registers) decode(index int, size uint64, flags uint32) *registers {
	at := registerBAR0/4 + index
	r.value[at] = flags
	r.writable[at] = uint32(-size) &^ barMemoryFlags
	if flags&barWidth == bar64 {
		r.writable[at+1] = uint32(-size >> 32)
	}
	return r
}

// device has the IDs of a virtio disk.
func device() *registers {
	r := (&registers{}).set(registerID, 0x1042_1af4).set(registerClass, 0x01000001)
	r.writable[registerCommand/4] = commandMask
	return r
}
