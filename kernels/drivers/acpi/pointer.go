// SPDX-License-Identifier: MIT

package acpi

import (
	"encoding/binary"
	"errors"
)

// Where a PC's firmware leaves the root pointer: ACPI Specification 6.5, section
// 5.2.5.1.
const (
	biosStart = 0xe0000
	biosEnd   = 0x100000
	alignment = 16
)

// The root pointer of ACPI 1.0: section 5.2.5.3, table 5.3.
const (
	pointerSignature = "RSD PTR "
	pointerLength    = 20
	rootAddress      = 16
)

// ErrNoPointer says that there is no root pointer, and so no ACPI.
var ErrNoPointer = errors.New("acpi: no root pointer")

// Root returns the address of the table that lists the others: RSDT.
func Root(memory Memory) (uint64, error) {
	for at := uint64(biosStart); at < biosEnd; at += alignment {
		pointer := memory.Read(at, pointerLength)
		if len(pointer) == pointerLength && string(pointer[:len(pointerSignature)]) == pointerSignature && sum(pointer) == 0 {
			return uint64(binary.LittleEndian.Uint32(pointer[rootAddress:])), nil
		}
	}
	return 0, ErrNoPointer
}

// sum is zero for what is whole.
func sum(bytes []byte) (total byte) {
	for _, b := range bytes {
		total += b
	}
	return total
}
