// SPDX-License-Identifier: MIT

// Package suite runs the checks of a kernel, and tells of each.
package suite

import (
	"fmt"
	"time"

	"emubench/kernels/lib/record"
)

// A Check is a part of what a suite looks at.
type Check struct {
	Name string
	Run  func() error // nil if all is well
}

// Run runs a check and says on the console and in a record what came of it. A
// check that takes longer than patience counts as hung.
func Run(to *record.Sender, name string, check func() error, patience time.Duration) (passed bool, err error) {
	start := time.Now()
	failure := attempt(check, patience)
	outcome, detail := record.Pass, time.Since(start).Round(time.Microsecond).String()
	if failure != nil {
		outcome, detail = record.Fail, failure.Error()
	}
	fmt.Printf("%-16s %v\n", name, detail)
	return failure == nil, to.Check(outcome, name, detail)
}

// attempt turns a panic into an error, and does not wait for ever.
func attempt(check func() error, patience time.Duration) error {
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
