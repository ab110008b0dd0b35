// SPDX-License-Identifier: MIT

// Package runtime checks what stands behind the language: goroutines, memory, signals.
package runtime

import "emubench/kernels/lib/suite"

// Checks are all there are, in the order in which they run.
var Checks = []suite.Check{
	{Name: "bad-address", Run: badAddress},
	{Name: "goroutines", Run: goroutines},
	{Name: "no-leak", Run: noLeak},
	{Name: "channels", Run: channels},
	{Name: "prime-sieve", Run: primes},
	{Name: "select", Run: selects},
	{Name: "select-default", Run: selectDefault},
	{Name: "select-timeout", Run: selectTimeout},
	{Name: "select-fairness", Run: selectFairness},
	{Name: "nil-channel", Run: nilChannels},
	{Name: "mutex", Run: mutex},
	{Name: "rwmutex", Run: readersAndWriters},
	{Name: "once", Run: once},
	{Name: "cond", Run: condition},
	{Name: "sync-map", Run: syncMap},
	{Name: "pool", Run: pool},
	{Name: "atomics", Run: atomicOperations},
	{Name: "atomic-load", Run: atomicContention},
	{Name: "atomic-alignment", Run: atomicAlignment},
	{Name: "atomic-misaligned", Run: misaligned},
	{Name: "context", Run: cancellation},
	{Name: "preemption", Run: preemption},
	{Name: "os-threads", Run: osThreads},
	{Name: "stack-growth", Run: stackGrowth},
	{Name: "gc", Run: collect},
	{Name: "gc-under-load", Run: collectUnderLoad},
	{Name: "gc-big-heap", Run: bigHeap},
	{Name: "gc-near-the-limit", Run: nearTheLimit},
	{Name: "give-back", Run: giveBack},
	{Name: "protection", Run: protection},
	{Name: "pipe", Run: pipe},
	{Name: "signals", Run: signals},
	{Name: "finalizers", Run: finalizers},
	{Name: "cleanups", Run: cleanups},
	{Name: "weak-pointers", Run: weakPointers},
	{Name: "callers", Run: callers},
	{Name: "stacks", Run: stacks},
	{Name: "reflect", Run: reflection},
	{Name: "unsafe", Run: layout},
}
