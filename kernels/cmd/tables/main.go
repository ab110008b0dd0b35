// SPDX-License-Identifier: MIT

// Tables lists the ACPI tables of a PC: a record for each, with its signature,
// address and length.
package main

import (
	"os"

	_ "emubench/kernels/boot"
	"emubench/kernels/drivers/acpi"
	"emubench/kernels/lib/record"
)

func main() {
	to := record.NewSender(os.Stdout)
	tables, err := acpi.Tables(ram{})
	for _, table := range tables {
		to.Unsigned(table.Signature+" at", table.Address)
		to.Unsigned(table.Signature+" bytes", uint64(len(table.Data)))
	}
	if err != nil {
		os.Stdout.WriteString(err.Error() + "\n")
	}
	to.Unsigned("tables", uint64(len(tables)))
	os.Stdin.Read(make([]byte, 1))
}
