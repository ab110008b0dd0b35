// SPDX-License-Identifier: MIT

package main

import (
	"errors"
	"os"
	"runtime"
	"strconv"
	"syscall"

	"emubench/kernels/lib/cpu"
	"emubench/kernels/lib/record"
)

// report sends on what this kernel runs.
func report(to *record.Sender) error {
	var memory syscall.Sysinfo_t
	if err := syscall.Sysinfo(&memory); err != nil {
		return err
	}
	handedOut := uint64(memory.Totalram-memory.Freeram) * uint64(memory.Unit)
	return errors.Join(
		to.Unsigned("pointer-size", strconv.IntSize/8),
		to.Unsigned("page-size", uint64(os.Getpagesize())),
		to.Unsigned("cpus", uint64(runtime.NumCPU())),
		to.Text("go-version", runtime.Version()),
		to.Unsigned("memory-handed-out", handedOut),
		to.Text("privilege", cpu.Privilege()),
	)
}
