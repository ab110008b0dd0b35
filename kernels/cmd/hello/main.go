// SPDX-License-Identifier: MIT

// Hello greets on the serial line and on the text screen, says in records on
// what it runs, leaves a marker in memory, and exits with the code that the
// argument exit= names: at once, or with hold=1 when a byte comes in.
package main

import (
	"os"
	"runtime"

	_ "emubench/kernels/boot"
	"emubench/kernels/drivers/textscreen"
	"emubench/kernels/lib/arguments"
	"emubench/kernels/lib/cpu"
	"emubench/kernels/lib/record"
)

// exitCode is the code of an exit that nobody asked to be another.
const exitCode = 42

func main() {
	args := arguments.Arguments(os.Args[1:])
	Marker.leave(runtime.Version() + " " + cpu.Privilege())
	if err := show(args); err != nil {
		os.Stdout.WriteString(err.Error() + "\n")
	}
	// Last, so that who reads it finds the rest there.
	os.Stdout.WriteString(greeting() + "\n")
	if err := report(record.NewSender(os.Stdout)); err != nil {
		panic(err)
	}
	if args.Int("hold", 0) != 0 {
		os.Stdin.Read(make([]byte, 1))
	}
	os.Exit(args.Int("exit", exitCode))
}

func greeting() string {
	return "hello from Go " + runtime.Version() + " at " + cpu.Privilege() +
		" (" + runtime.GOOS + "/" + runtime.GOARCH + ")"
}

// show greets on the text screen that the argument screen= names.
func show(args arguments.Arguments) error {
	place := textscreen.Default
	if text := args.Text("screen", ""); text != "" {
		var err error
		if place, err = textscreen.Parse(text); err != nil {
			return err
		}
	}
	s, err := textscreen.Open(place)
	if err != nil {
		return err
	}
	paint(s)
	return nil
}
