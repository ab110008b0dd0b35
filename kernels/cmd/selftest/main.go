// SPDX-License-Identifier: MIT

// Selftest exercises the Go language and its runtime, reports each part as a
// check, and exits with the number of those that failed.
package main

import (
	"os"
	"slices"
	"time"

	_ "emubench/kernels/boot"
	"emubench/kernels/cmd/selftest/language"
	"emubench/kernels/cmd/selftest/library"
	"emubench/kernels/cmd/selftest/runtime"
	"emubench/kernels/lib/record"
	"emubench/kernels/lib/suite"
)

// patience is what a check may take before it counts as hung.
const patience = 30 * time.Second

func main() {
	to := record.NewSender(os.Stdout)
	failed := 0
	for _, check := range slices.Concat(language.Checks, runtime.Checks, library.Checks) {
		passed, err := suite.Run(to, check.Name, check.Run, patience)
		if err != nil {
			panic(err)
		}
		if !passed {
			failed++
		}
	}
	if err := runtime.ReportCollector(to); err != nil {
		panic(err)
	}
	os.Exit(failed)
}
