// SPDX-License-Identifier: MIT

// Faults goes wrong in the way that the argument fault= names, so that the
// bench can show that it tells each kind of end from the others.
package main

import (
	"os"

	_ "emubench/kernels/boot"
	"emubench/kernels/lib/arguments"
)

// exitUsage is the code for a fault that there is not: EX_USAGE of BSD's
// sysexits(3).
const exitUsage = 64

func main() {
	name := arguments.Arguments(os.Args[1:]).Text("fault", "")
	fault, known := faults[name]
	if !known {
		os.Stdout.WriteString("there is no fault=" + name + "\n")
		os.Exit(exitUsage)
	}
	os.Stdout.WriteString("fault=" + name + "\n")
	fault()
}
