// SPDX-License-Identifier: MIT

package acpi

// Memory is what tables are read from: Read returns a copy of so many bytes at a
// physical address, or nil where there are none.
type Memory interface {
	Read(address uint64, length int) []byte
}
