// SPDX-License-Identifier: MIT

// Parallel uses all processors at once and checks that what they share stays
// whole. do= says what:
//
//	check  what goroutines, threads, memory and clocks promise; only=NAME is one of them
//	speed  how much faster all processors do what one did
//	order  how often a load overtook an atomic store
//	exit   end with code= on a processor that is not the first
//	die    all processors fault at once, and nobody handles it
package main

import (
	"fmt"
	"os"
	"runtime"

	_ "emubench/kernels/boot"
	"emubench/kernels/lib/arguments"
	"emubench/kernels/lib/record"
)

// exitUsage is the code for arguments that make no sense: EX_USAGE of BSD's
// sysexits(3).
const exitUsage = 64

func main() {
	args := arguments.Arguments(os.Args[1:])
	to := record.NewSender(os.Stdout)
	must(to.Unsigned("cpus", uint64(runtime.NumCPU())))
	must(to.Unsigned("gomaxprocs", uint64(runtime.GOMAXPROCS(0))))
	switch args.Text("do", "check") {
	case "check":
		os.Exit(runAll(to, args.Text("only", "")))
	case "speed":
		must(speed(to))
	case "order":
		must(to.Unsigned("stores-overtaken", storesOvertaken()))
	case "exit":
		exitElsewhere(args.Int("code", 0))
	case "die":
		die()
	default:
		fmt.Println("do= is check, speed, order, exit or die")
		os.Exit(exitUsage)
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
