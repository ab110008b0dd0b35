// SPDX-License-Identifier: MIT

// Locks takes a lock in an interrupt that comes while the lock is held:
// lock= says which.
//
//	mutex   a sync.Mutex
//	spin    a spin lock that leaves interrupts alone
//	masked  a spin lock that masks interrupts: the interrupt comes afterwards
//	frames  the page allocator's, hit by a hundred interrupts that use it too
package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"sync"

	_ "emubench/kernels/boot"
	"emubench/kernels/lib/arguments"
	"emubench/kernels/lib/record"
	"emubench/kernels/lib/spinlock"
)

// exitUsage is the code for a lock that there is not: EX_USAGE of BSD's
// sysexits(3).
const exitUsage = 64

// stackSize is more than goes on a goroutine's stack when an interrupt comes:
// the registers, and what the handler calls.
const stackSize = 1 << 16

func init() {
	// The main thread, whose stack the shim made, has room for interrupts also
	// where the scheduler uses it.
	runtime.LockOSThread()
}

func main() {
	// Two goroutines at once, as the one is interrupted by the other, and no
	// collector, which would want to stop them.
	runtime.GOMAXPROCS(2)
	debug.SetGCPercent(-1)
	growStack()
	to := record.NewSender(os.Stdout)
	var err error
	switch name := arguments.Arguments(os.Args[1:]).Text("lock", ""); name {
	case "mutex":
		err = collide(to, new(sync.Mutex), forever)
	case "spin":
		err = collide(to, new(spinlock.Lock), forever)
	case "masked":
		masked := new(spinlock.Lock)
		masked.Kernel()
		err = collide(to, masked, twentyTicks)
	case "frames":
		err = storm(to)
	default:
		os.Stdout.WriteString("there is no lock=" + name + "\n")
		os.Exit(exitUsage)
	}
	if err != nil {
		panic(err)
	}
}

// growStack makes room on the goroutine's stack, which keeps it as long as
// nothing is collected.
//
//go:noinline
func growStack() {
	var room [stackSize]byte
	runtime.KeepAlive(&room)
}
