// SPDX-License-Identifier: MIT

// Package boot makes a Go program a kernel: it carries the shim on which the
// runtime stands. A kernel's main package imports it for nothing but that.
package boot

import (
	"runtime/debug"
	"syscall"
)

// start is the image's entry. It tells the shim where the runtime begins.
// The shim, a .syso that the Makefile adds, is linked only because of it.
func start()

// A stack may take a quarter of memory. Go's own limit of 1 GB, or 250 MB on 32
// bits, is more than most machines have: memory would end first, and without a
// traceback.
func init() {
	var memory syscall.Sysinfo_t
	if syscall.Sysinfo(&memory) != nil {
		return
	}
	limit := uint64(memory.Totalram) * uint64(memory.Unit) / 4
	if old := debug.SetMaxStack(int(limit)); uint64(old) < limit {
		debug.SetMaxStack(old)
	}
}
