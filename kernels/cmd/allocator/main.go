// SPDX-License-Identifier: MIT

// Allocator hands out page frames while the bench looks on: show= says how.
//
//	walk       seed=, steps=: at random, some of it wrong
//	sizes      blocks for 1, 2, … 100 pages, one after the other
//	rounding   3 pages in a block whose size was rounded down, and up
//	alignment  where Go's make and new put things, and where the allocator does
//	cost       work and time for a page at several fullnesses
package main

import (
	"os"

	_ "emubench/kernels/boot"
	"emubench/kernels/lib/arguments"
	"emubench/kernels/lib/record"
)

// exitUsage is the code for something that cannot be shown: EX_USAGE of BSD's
// sysexits(3).
const exitUsage = 64

// shows are all there are, by name.
var shows = map[string]func(*record.Sender, arguments.Arguments) error{
	"walk":      walk,
	"sizes":     sizes,
	"rounding":  rounding,
	"alignment": alignment,
	"cost":      cost,
}

func main() {
	args := arguments.Arguments(os.Args[1:])
	show, known := shows[args.Text("show", "")]
	if !known {
		os.Stdout.WriteString("there is no such show=\n")
		os.Exit(exitUsage)
	}
	if err := takeOver(); err != nil {
		panic(err)
	}
	if err := show(record.NewSender(os.Stdout), args); err != nil {
		panic(err)
	}
}

// wait holds the kernel until the host has looked and sends a byte.
func wait() {
	os.Stdin.Read(make([]byte, 1))
}
