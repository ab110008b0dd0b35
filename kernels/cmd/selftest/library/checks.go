// SPDX-License-Identifier: MIT

// Package library checks parts of Go's library that lean on the rest.
package library

import "emubench/kernels/lib/suite"

// Checks are all there are, in the order in which they run.
var Checks = []suite.Check{
	{Name: "sort-func", Run: sortedKeys},
	{Name: "sleep", Run: sleep},
	{Name: "ticker", Run: ticker},
	{Name: "timers", Run: timers},
	{Name: "timer-crowd", Run: timerCrowd},
	{Name: "deadline", Run: deadline},
	{Name: "clock", Run: clock},
	{Name: "calendar", Run: calendar},
	{Name: "fmt", Run: format},
	{Name: "scan", Run: scan},
	{Name: "json", Run: encodeJSON},
	{Name: "strconv", Run: convert},
	{Name: "bufio", Run: buffered},
	{Name: "template", Run: templates},
	{Name: "regexp", Run: expressions},
	{Name: "big", Run: bigNumbers},
	{Name: "gzip", Run: compression},
	{Name: "digests", Run: digests},
	{Name: "byte-order", Run: byteOrders},
	{Name: "encodings", Run: encodings},
}
