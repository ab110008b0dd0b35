// SPDX-License-Identifier: MIT

// Devices finds what is on the PCI bus and reports it in records, a value each. With
// disk=1 it also reads the disk, writes to it, reads that again, and waits for a byte,
// so that a host can look.
//
//	from=1 count=41   the sectors that are written
//	fill=0x5a         with what
package main

import (
	"crypto/sha256"
	"fmt"
	"os"

	_ "emubench/kernels/boot"
	"emubench/kernels/drivers/pci"
	"emubench/kernels/lib/arguments"
	"emubench/kernels/lib/record"
)

func main() {
	args := arguments.Arguments(os.Args[1:])
	if err := report(args, record.NewSender(os.Stdout)); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func report(args arguments.Arguments, to *record.Sender) error {
	functions, err := pci.Open()
	if err != nil {
		return err
	}
	for _, f := range functions {
		place := fmt.Sprintf("pci %d.%d", f.Slot, f.Function)
		identity := fmt.Sprintf("%04x:%04x %06x", f.Vendor, f.Device, f.Class)
		if err := to.Text(place, identity); err != nil {
			return err
		}
	}
	if err := to.Unsigned("functions", uint64(len(functions))); err != nil {
		return err
	}
	if args.Int("disk", 0) == 0 {
		return nil
	}
	return tryDisk(args, functions, to)
}

func digest(bytes []byte) string {
	return fmt.Sprintf("%x", sha256.Sum256(bytes))
}
