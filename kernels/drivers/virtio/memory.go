// SPDX-License-Identifier: MIT

// Package virtio drives the devices of Virtual I/O Device (VIRTIO) Version 1.1, whose
// sections are cited: split virtqueues, by the modern registers on a PCI bus.
package virtio

import "emubench/kernels/drivers/dma"

// A Buffer is a part of a page that a device reads, or writes if it is In.
type Buffer struct {
	Page   dma.Page
	Offset int
	Length int
	In     bool
}

func (b Buffer) physical() uint64 { return b.Page.Physical + uint64(b.Offset) }
