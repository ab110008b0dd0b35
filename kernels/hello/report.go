package main

import (
	"errors"
	"os"
	"runtime"
	"strconv"

	"emubench/kernels/cpu"
	"emubench/kernels/record"
)

// report sends on what this kernel runs.
func report(to *record.Sender) error {
	return errors.Join(
		to.Unsigned("pointer-size", strconv.IntSize/8),
		to.Unsigned("page-size", uint64(os.Getpagesize())),
		to.Unsigned("cpus", uint64(runtime.NumCPU())),
		to.Text("go-version", runtime.Version()),
		to.Text("privilege", cpu.Privilege()),
	)
}
