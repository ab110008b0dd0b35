// SPDX-License-Identifier: MIT

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"emubench/kernels/drivers/pci"
	"emubench/kernels/drivers/virtio/blk"
	"emubench/kernels/lib/arguments"
	"emubench/kernels/lib/record"
)

// Of these many sectors at either end a host is told what they hold.
const sample = 2051

// tryDisk reports both ends of the disk, fills sectors in its middle, and reports
// these with one more on either side.
func tryDisk(args arguments.Arguments, functions []*pci.Function, to *record.Sender) error {
	disk, err := blk.Open(functions)
	if err != nil {
		return err
	}
	from, count := uint64(args.Int("from", 1)), args.Int("count", 41)
	fill := bytes.Repeat([]byte{byte(args.Int("fill", 0x5a))}, count*blk.SectorSize)
	if err := errors.Join(
		to.Unsigned("sectors", disk.Sectors()),
		show(disk, to, "start", 0, sample),
		show(disk, to, "end", disk.Sectors()-sample, sample),
		refuse(disk, to),
		disk.Write(from, fill),
		show(disk, to, "written", from-1, count+2),
	); err != nil {
		return err
	}
	_, err = os.Stdin.Read(make([]byte, 1))
	return err
}

func show(disk *blk.Disk, to *record.Sender, name string, from uint64, count int) error {
	data := make([]byte, count*blk.SectorSize)
	if err := disk.Read(from, data); err != nil {
		return err
	}
	return to.Text(name, digest(data))
}

// refuse reports how many requests were taken that are none.
func refuse(disk *blk.Disk, to *record.Sender) error {
	var taken uint64
	for _, wrong := range []struct {
		from uint64
		size int
	}{
		{disk.Sectors(), blk.SectorSize},
		{disk.Sectors() - 1, 2 * blk.SectorSize},
		{^uint64(0), blk.SectorSize},
		{0, 100},
	} {
		if err := disk.Read(wrong.from, make([]byte, wrong.size)); err == nil {
			taken++
		} else if !errors.Is(err, blk.ErrRange) {
			return fmt.Errorf("sector %d: %w", wrong.from, err)
		}
	}
	return to.Unsigned("wrongly taken", taken)
}
