// SPDX-License-Identifier: MIT

package main

import (
	"slices"

	"emubench/kernels/drivers/irq"
	"emubench/kernels/lib/tally"
)

// receiver is where events arrive in the end.
type receiver struct {
	want      uint64
	sequence  tally.Sequence
	latencies []uint64 // in counts, from the handler to here
	values    []byte
	last      uint64 // the counter when the last came
}

func newReceiver(want int) *receiver {
	// Enough that nothing grows while it is timed.
	return &receiver{
		want:      uint64(want),
		latencies: make([]uint64, 0, 2*want),
		values:    make([]byte, 0, 2*want),
	}
}

// take takes an event; it returns whether more are wanted.
func (r *receiver) take(event irq.Event) bool {
	r.last = irq.Counter()
	r.sequence.Add(event.Sequence)
	r.latencies = append(r.latencies, r.last-event.Stamp)
	r.values = append(r.values, byte(event.Value))
	return r.sequence.Received < r.want
}

// percentiles returns latencies in nanoseconds.
func (r *receiver) percentiles(khz uint32, hundredths ...uint) []uint64 {
	sorted := slices.Sorted(slices.Values(r.latencies))
	found := make([]uint64, len(hundredths))
	for i, h := range hundredths {
		found[i] = irq.Nanoseconds(tally.Percentile(sorted, h), khz)
	}
	return found
}
