// SPDX-License-Identifier: MIT

// Interrupts takes interrupts as events from a ring, by a channel or by looking
// every so often, and reports in records what came of them. do=echo gives back
// the lines of standard input instead, with way=blocking past the runtime's
// poller; do=park parks where Go may not.
//
//	source=timer|self|serial  what interrupts
//	count=1000                events to be received
//	ring=1024                 events that find room, a power of two
//	period=500                of the timer, in microseconds
//	way=channel|poll          how they come
//	buffer=0                  of the channel, in events
//	interval=1000             between two looks, in microseconds; 0 looks all the time
//	hold=0                    events that are raised before the first is taken
package main

import (
	"os"

	_ "emubench/kernels/boot"
	"emubench/kernels/lib/arguments"
	"emubench/kernels/lib/record"
)

// exitUsage is the code for arguments that make no sense: EX_USAGE of BSD's
// sysexits(3).
const exitUsage = 64

func main() {
	args := arguments.Arguments(os.Args[1:])
	switch args.Text("do", "receive") {
	case "receive":
		must(receive(args, record.NewSender(os.Stdout)))
	case "echo":
		from, err := input(args.Text("way", ""))
		must(err)
		must(echo(from, os.Stdout))
	case "park":
		park()
	default:
		os.Stdout.WriteString("do= is receive, echo or park\n")
		os.Exit(exitUsage)
	}
}

func must(err error) {
	if err != nil {
		os.Stdout.WriteString(err.Error() + "\n")
		os.Exit(exitUsage)
	}
}
