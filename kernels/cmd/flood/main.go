// SPDX-License-Identifier: MIT

// Flood says READY on the serial line, then as many lines of 79 characters as
// the argument lines= says, each with its number, and last that it is done. With
// sleep= it sleeps so many seconds before that.
package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	_ "emubench/kernels/boot"
	"emubench/kernels/lib/arguments"
)

const width = 79

func main() {
	args := arguments.Arguments(os.Args[1:])
	var text strings.Builder
	text.WriteString("READY\n")
	time.Sleep(time.Duration(args.Int("sleep", 0)) * time.Second)
	for number := range args.Int("lines", 1000) {
		fmt.Fprintf(&text, "%0*d\n", width, number)
	}
	text.WriteString("done\n")
	os.Stdout.WriteString(text.String())
}
