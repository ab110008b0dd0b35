// SPDX-License-Identifier: MIT

//go:build amd64 || 386

package cpu

import "encoding/binary"

// Leaf 1's bit 31 of ECX is never set by a processor; who sets it answers from
// 0x40000000 on, with a name of twelve letters in EBX, ECX and EDX. Linux
// Documentation/virt/kvm/x86/cpuid.rst; QEMU's is in target/i386/cpu.c.
const (
	featuresLeaf   = 1
	hypervisorBit  = 1 << 31
	hypervisorLeaf = 0x40000000
)

func identify(leaf uint32) (a, b, c, d uint32)

// Hypervisor returns the name by which what emulates the processor makes itself
// known, "TCGTCGTCGTCG" for one; empty if nothing does.
func Hypervisor() string {
	if _, _, features, _ := identify(featuresLeaf); features&hypervisorBit == 0 {
		return ""
	}
	_, b, c, d := identify(hypervisorLeaf)
	var name []byte
	for _, word := range []uint32{b, c, d} {
		name = binary.LittleEndian.AppendUint32(name, word)
	}
	return string(name)
}
