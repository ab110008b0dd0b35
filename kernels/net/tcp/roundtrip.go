// SPDX-License-Identifier: MIT

package tcp

import "time"

// Of the retransmission timer: RFC 6298, sections 2 and 5.
const (
	firstTimeout = time.Second
	leastTimeout = time.Second
	MostTimeout  = time.Minute
	granularity  = time.Millisecond
)

// A RoundTrip estimates how long an answer may take.
type RoundTrip struct {
	smoothed, variation time.Duration
	Backoff             uint // how often the timeout is doubled

	timing bool // whether a segment is on its way whose answer is waited for
	sent   time.Time
	until  Sequence
}

// Timeout returns how long an answer is waited for.
func (r *RoundTrip) Timeout() time.Duration {
	timeout := firstTimeout
	if r.smoothed != 0 {
		timeout = r.smoothed + max(granularity, 4*r.variation)
	}
	return min(max(timeout, leastTimeout)<<min(r.Backoff, 6), MostTimeout)
}

// Begin times the segment whose last number stands before one, if none is timed.
func (r *RoundTrip) Begin(until Sequence) {
	if !r.timing {
		r.timing, r.sent, r.until = true, time.Now(), until
	}
}

// Spoil forgets the segment that is timed, as it is sent again: Karn's algorithm,
// section 3.
func (r *RoundTrip) Spoil() { r.timing = false }

// Acknowledged takes all up to a number for answered.
func (r *RoundTrip) Acknowledged(up Sequence) {
	r.Backoff = 0
	if !r.timing || up.Before(r.until) {
		return
	}
	r.timing = false
	r.sample(time.Since(r.sent))
}

func (r *RoundTrip) sample(took time.Duration) {
	if r.smoothed == 0 {
		r.smoothed, r.variation = max(took, 1), took/2
		return
	}
	r.variation += ((r.smoothed - took).Abs() - r.variation) / 4
	r.smoothed += (took - r.smoothed) / 8
}
