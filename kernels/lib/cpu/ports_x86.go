// SPDX-License-Identifier: MIT

//go:build amd64 || 386

package cpu

// In32 reads an I/O port.
func In32(port uint16) uint32

// Out32 writes an I/O port.
func Out32(port uint16, value uint32)
