// SPDX-License-Identifier: MIT

// Package acpi finds the tables by which firmware describes a machine: ACPI
// Specification 6.5, chapter 5. What it reads need not be what it should be.
package acpi

import (
	"encoding/binary"
	"fmt"
)

// The header that tables have in common: section 5.2.6.
const (
	headerLength  = 36
	lengthOffset  = 4
	longest       = 1 << 20
	addressLength = 4
)

// The fixed table, FADT, names a table that the root does not: section 5.2.9.
const (
	fixedSignature = "FACP"
	dsdtOffset     = 40
)

// A Table is one that is whole.
type Table struct {
	Signature string
	Address   uint64
	Data      []byte
}

// Tables returns the root table, those that it lists, and the DSDT, in this order.
func Tables(memory Memory) ([]Table, error) {
	at, err := Root(memory)
	if err != nil {
		return nil, err
	}
	root, err := read(memory, at)
	if err != nil {
		return nil, err
	}
	found := []Table{root}
	for list := root.Data[headerLength:]; len(list) >= addressLength; list = list[addressLength:] {
		table, err := read(memory, uint64(binary.LittleEndian.Uint32(list)))
		if err != nil {
			return found, err
		}
		found = append(found, table)
		if table.Signature == fixedSignature && len(table.Data) >= dsdtOffset+addressLength {
			dsdt, err := read(memory, uint64(binary.LittleEndian.Uint32(table.Data[dsdtOffset:])))
			if err != nil {
				return found, err
			}
			found = append(found, dsdt)
		}
	}
	return found, nil
}

// read returns the table at an address.
func read(memory Memory, at uint64) (Table, error) {
	header := memory.Read(at, headerLength)
	if len(header) < headerLength {
		return Table{}, fmt.Errorf("acpi: no table at %#x", at)
	}
	length := binary.LittleEndian.Uint32(header[lengthOffset:])
	if length < headerLength || length > longest {
		return Table{}, fmt.Errorf("acpi: the table at %#x has a length of %d", at, length)
	}
	data := memory.Read(at, int(length))
	if len(data) < int(length) || sum(data) != 0 {
		return Table{}, fmt.Errorf("acpi: the table at %#x is not whole", at)
	}
	return Table{string(data[:lengthOffset]), at, data}, nil
}
