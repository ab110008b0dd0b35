// SPDX-License-Identifier: MIT

package runtime

import (
	"runtime"
	"slices"

	"emubench/kernels/lib/record"
)

// ReportCollector sends how often the collector ran, and for how many nanoseconds it
// stopped the world: half the times at most the median, never longer than the longest.
func ReportCollector(to *record.Sender) error {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	known := min(int(stats.NumGC), len(stats.PauseNs))
	pauses := slices.Sorted(slices.Values(stats.PauseNs[:known]))
	for _, value := range []struct {
		name  string
		value uint64
	}{
		{"gc-count", uint64(stats.NumGC)},
		{"gc-pause-median", pauses[known/2]},
		{"gc-pause-longest", pauses[known-1]},
	} {
		if err := to.Unsigned(value.name, value.value); err != nil {
			return err
		}
	}
	return nil
}
