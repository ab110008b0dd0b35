// SPDX-License-Identifier: MIT

package main

import (
	"os"
	"runtime"

	"emubench/kernels/lib/cpu"
)

// exitElsewhere ends the machine on a processor that is not the first, while
// the others are busy.
func exitElsewhere(code int) {
	everywhere(func(int) {
		runtime.LockOSThread()
		for {
			if cpu.Number() != 0 {
				os.Exit(code)
			}
		}
	})
}
