// SPDX-License-Identifier: MIT

package main

import "encoding/binary"

// Of QEMU's interface for firmware: docs/specs/fw_cfg.rst.
const (
	fileRead   = 2
	fileSkip   = 4
	fileSelect = 8
	fileWrite  = 16
	keys       = 0x60
	directory  = 0x19
)

func transfer(control, length uint32, address uint64) {
	access := newPage()
	binary.BigEndian.PutUint32(access.Bytes, control)
	binary.BigEndian.PutUint32(access.Bytes[4:], length)
	binary.BigEndian.PutUint64(access.Bytes[8:], address)
	beginTransfer(access.Physical)
}

func fileTo(where wild) func() {
	return func() { transfer(directory<<16|fileSelect|fileRead, 4096, wildAddresses[where]) }
}

func intoFiles(where wild) func() {
	return func() {
		for key := range uint32(keys) {
			transfer(key<<16|fileSelect|fileWrite, 4096, wildAddresses[where])
		}
	}
}

func requestAt(where wild) func() {
	return func() { beginTransfer(wildAddresses[where]) }
}

func skipAll() {
	for key := range uint32(keys) {
		transfer(key<<16|fileSelect|fileSkip, 0xffffffff, 0)
		transfer(fileRead, 16, wildAddresses[above])
	}
}

func command(control uint32) func() {
	return func() { transfer(control, 4096, wildAddresses[above]) }
}

var firmwareWays = []way{
	{"fw_cfg: a file to page 0", fileTo(zero)},
	{"fw_cfg: a file to the firmware", fileTo(flash)},
	{"fw_cfg: a file to PCI configuration space", fileTo(bus)},
	{"fw_cfg: a file where nothing is", fileTo(hole)},
	{"fw_cfg: a file above RAM", fileTo(above)},
	{"fw_cfg: a file to the end of 64 bits", fileTo(end)},
	{"fw_cfg: the firmware into its files", intoFiles(flash)},
	{"fw_cfg: memory above RAM into its files", intoFiles(above)},
	{"fw_cfg: the end of 64 bits into its files", intoFiles(end)},
	{"fw_cfg: a request where nothing is", requestAt(hole)},
	{"fw_cfg: a request above RAM", requestAt(above)},
	{"fw_cfg: a request at the end of 64 bits", requestAt(end)},
	{"fw_cfg: skip 4 GiB", skipAll},
	{"fw_cfg: all commands at once", command(0xffffffff)},
	{"fw_cfg: an error that there is not", command(1)},
}
