// SPDX-License-Identifier: MIT

// Escape tries a hundred ways out of a guest and more, one after the other, and says how
// many it tried. Nobody in the guest can tell whether one led out: that is seen on the host.
package main

import (
	"os"
	"runtime/debug"
	"slices"

	_ "emubench/kernels/boot"
	"emubench/kernels/lib/record"
)

// A way is one attempt. It leaves the guest able to make the next one.
type way struct {
	name    string
	attempt func()
}

func main() {
	debug.SetPanicOnFault(true)
	tried := uint64(0)
	for _, w := range slices.Concat(deviceWays(), busWays, firmwareWays, machineWays) {
		println("escape:", w.name)
		try(w.attempt)
		tried++
	}
	if err := record.NewSender(os.Stdout).Unsigned("tried", tried); err != nil {
		panic(err)
	}
}

// try makes an attempt; one that finds nothing at an address is over.
func try(attempt func()) {
	defer func() { _ = recover() }()
	attempt()
}
