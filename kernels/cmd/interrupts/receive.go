// SPDX-License-Identifier: MIT

package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"emubench/kernels/drivers/irq"
	"emubench/kernels/lib/arguments"
	"emubench/kernels/lib/record"
)

// beat is how often another case of the select is ready beside the events.
const beat = 10 * time.Millisecond

// receive opens a source, takes events until there are enough, stops it, takes
// what is left, and reports.
func receive(args arguments.Arguments, to *record.Sender) error {
	count := args.Int("count", 1000)
	r := newReceiver(count)
	start := irq.Counter()
	source, err := open(args, count)
	if err != nil {
		return err
	}
	for source.Raised() < uint32(args.Int("hold", 0)) {
		time.Sleep(time.Millisecond)
	}
	switch way := args.Text("way", "channel"); way {
	case "channel":
		err = byChannel(source, r, args.Int("buffer", 0))
	case "poll":
		err = byPolling(source, r, time.Duration(args.Int("interval", 1000))*time.Microsecond)
	default:
		err = fmt.Errorf("there is no way=%s", way)
	}
	return errors.Join(err, report(to, source, r, start))
}

func open(args arguments.Arguments, count int) (*irq.Source, error) {
	ring := args.Int("ring", 1024)
	switch name := args.Text("source", "timer"); name {
	case "timer":
		return irq.Open(irq.Timer, ring, uint(args.Int("period", 500))*1000)
	case "self":
		return irq.Open(irq.Self, ring, uint(count))
	case "serial":
		source, err := irq.Open(irq.Serial, ring, 0)
		os.Stdout.WriteString("ready\n")
		return source, err
	default:
		return nil, fmt.Errorf("there is no source=%s", name)
	}
}

// byChannel selects among the events and a ticker, as a program would that has
// more to do.
func byChannel(source *irq.Source, r *receiver, buffer int) error {
	events := source.Channel(buffer)
	others := time.NewTicker(beat)
	defer others.Stop()
	for more := true; more; {
		select {
		case event := <-events:
			more = r.take(event)
		case <-others.C:
		}
	}
	err := source.Stop()
	for event := range events {
		r.take(event)
	}
	return err
}

func byPolling(source *irq.Source, r *receiver, interval time.Duration) error {
	source.Poll(interval, r.take)
	err := source.Stop()
	for event, ok := source.Take(); ok; event, ok = source.Take() {
		r.take(event)
	}
	return err
}

// report sends what was counted. Each interrupt has been received, or was
// dropped where it found no room, or is lost.
func report(to *record.Sender, source *irq.Source, r *receiver, start uint64) error {
	khz := source.KHz()
	took := irq.Nanoseconds(r.last-start, khz)
	latencies := r.percentiles(khz, 5000, 9900, 9999)
	received, raised, dropped := r.sequence.Received, uint64(source.Raised()), uint64(source.Dropped())
	return errors.Join(
		to.Unsigned("raised", raised),
		to.Unsigned("received", received),
		to.Unsigned("dropped", dropped),
		to.Signed("lost", int64(raised)-int64(received)-int64(dropped)),
		to.Unsigned("missing", r.sequence.Missing),
		to.Unsigned("doubled", r.sequence.Doubled),
		to.Unsigned("reordered", r.sequence.Reordered),
		to.Unsigned("p50", latencies[0]),
		to.Unsigned("p99", latencies[1]),
		to.Unsigned("p99.99", latencies[2]),
		to.Unsigned("took", took),
		to.Bytes("values", r.values[:min(len(r.values), record.MaxBody/2)]),
	)
}
