package main

import (
	"fmt"
	"time"

	"emubench/kernels/record"
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
		start := time.Now()
		err := run(check.run)
		outcome, detail := record.Pass, time.Since(start).Round(time.Microsecond).String()
		if err != nil {
			outcome, detail = record.Fail, err.Error()
			failed++
		}
		fmt.Printf("%-16s %v\n", check.name, detail)
		must(to.Check(outcome, check.name, detail))
	}
	return failed
}

// run runs a check, turns a panic into its error, and does not wait for ever.
func run(check func() error) error {
	done := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- fmt.Errorf("panic: %v", r)
			}
		}()
		done <- check()
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(patience):
		return fmt.Errorf("still running after %v", patience)
	}
}
