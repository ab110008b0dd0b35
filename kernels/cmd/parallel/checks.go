// SPDX-License-Identifier: MIT

package main

import (
	"time"

	"emubench/kernels/lib/record"
	"emubench/kernels/lib/suite"
)

// patience is what a check may take before it counts as hung.
const patience = 100 * time.Second

// checks are all there are, in the order in which they run.
var checks = []struct {
	name string
	run  func() error
}{
	{"all-at-once", allAtOnce},
	{"handshake", handshake},
	{"message-passing", messagePassing},
	{"store-buffering", storeBuffering},
	{"load-buffering", loadBuffering},
	{"spin-lock", spinLock},
	{"mutex", mutexes},
	{"rwmutex", readersAndWriters},
	{"channels", pingPong},
	{"fan-in", fanIn},
	{"once", once},
	{"pool", pool},
	{"sync-map", syncMap},
	{"cond", condition},
	{"floats", floats},
	{"registers", registers},
	{"preemption", preemption},
	{"signal-storm", signalStorm},
	{"threads", threads},
	{"stacks", stacks},
	{"collector", collector},
	{"timers", timers},
	{"clock", clock},
	{"first-touch", firstTouch},
	{"discard", discard},
	{"unmap", unmap},
	{"protect", protect},
	{"mapping-storm", mappingStorm},
	{"console", console},
}

// runAll runs the checks, or the one that is named, and returns how many failed.
func runAll(to *record.Sender, only string) (failed int) {
	for _, check := range checks {
		if only != "" && only != check.name {
			continue
		}
		passed, err := suite.Run(to, check.name, check.run, patience)
		must(err)
		if !passed {
			failed++
		}
	}
	return failed
}
