// Selftest exercises the Go language and its runtime, reports each part as a
// check, and exits with the number of those that failed.
package main

import (
	"fmt"
	"os"
	"time"

	_ "emubench/kernels/boot"
	"emubench/kernels/record"
)

// patience is what a check may take before it counts as hung.
const patience = 30 * time.Second

func main() {
	to := record.NewSender(os.Stdout)
	failed := 0
	for _, check := range checks {
		start := time.Now()
		err := run(check.run)
		took := time.Since(start).Round(time.Microsecond)
		outcome, detail := record.Pass, took.String()
		if err != nil {
			outcome, detail = record.Fail, err.Error()
			failed++
		}
		fmt.Printf("%-16s %v\n", check.name, detail)
		if err := to.Check(outcome, check.name, detail); err != nil {
			panic(err)
		}
	}
	if err := reportCollector(to); err != nil {
		panic(err)
	}
	os.Exit(failed)
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
