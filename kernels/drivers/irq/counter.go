// SPDX-License-Identifier: MIT

package irq

// Counter returns the counter with which handlers stamp events: x86's
// time-stamp counter, arm64's virtual count.
func Counter() uint64

// Nanoseconds turns a difference of counters into time, given their rate.
func Nanoseconds(count uint64, khz uint32) uint64 {
	const million = 1_000_000
	rate := uint64(khz)
	// Whole milliseconds apart, so that nothing overflows.
	return count/rate*million + count%rate*million/rate
}
