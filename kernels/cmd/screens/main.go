// SPDX-License-Identifier: MIT

// Screens draws the scene that the argument scene= names, says so in a record,
// and goes on when a byte comes in: to the next frame, or to its end.
package main

import (
	"os"

	_ "emubench/kernels/boot"
	"emubench/kernels/drivers/textscreen"
	"emubench/kernels/drivers/textscreen/scenes"
	"emubench/kernels/lib/arguments"
	"emubench/kernels/lib/record"
)

// exitUsage is the code for a scene that there is not: EX_USAGE of BSD's
// sysexits(3).
const exitUsage = 64

func main() {
	args := arguments.Arguments(os.Args[1:])
	play, known := plays[args.Text("scene", "")]
	if !known {
		os.Stdout.WriteString("there is no such scene=\n")
		os.Exit(exitUsage)
	}
	s, err := open(args)
	if err != nil {
		panic(err)
	}
	s.Clear(textscreen.Plain)
	if err := play(s.Cells(), stage{record.NewSender(os.Stdout)}); err != nil {
		panic(err)
	}
}

// open returns the screen that the argument screen= names, or the usual one.
func open(args arguments.Arguments) (*textscreen.Screen, error) {
	place := textscreen.Default
	if text := args.Text("screen", ""); text != "" {
		var err error
		if place, err = textscreen.Parse(text); err != nil {
			return nil, err
		}
	}
	if place.Columns != scenes.Columns || place.Rows != scenes.Rows {
		return nil, textscreen.ErrPlace
	}
	return textscreen.Open(place)
}
