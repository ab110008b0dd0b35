// SPDX-License-Identifier: MIT

package main

import "unsafe"

// end is where a PC keeps no RAM: the 32-bit hole for devices begins there at
// the latest.
const end = 0xc0000000

// ram is memory at its own addresses, as the shim maps it.
type ram struct{}

func (ram) Read(address uint64, length int) []byte {
	if address < 0x1000 || address > end-uint64(length) {
		return nil
	}
	at := uintptr(address)
	return append([]byte(nil), unsafe.Slice(*(**byte)(unsafe.Pointer(&at)), length)...)
}
