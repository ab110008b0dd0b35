// SPDX-License-Identifier: MIT

//go:build amd64 || 386

// Package ports reads and writes the I/O ports of a PC.
package ports

// In32 reads an I/O port.
func In32(port uint16) uint32

// Out32 writes an I/O port.
func Out32(port uint16, value uint32)
