// SPDX-License-Identifier: MIT

package inet

import "time"

// Of the retransmission timer: RFC 6298, sections 2 and 5.
const (
	firstTimeout = time.Second
	leastTimeout = time.Second
	mostTimeout  = time.Minute
	granularity  = time.Millisecond
)

// A roundTrip estimates how long an answer may take.
type roundTrip struct {
	smoothed, variation time.Duration
	backoff             uint

	timing bool // whether a segment is on its way whose answer is waited for
	sent   time.Time
	until  sequence
}

func (r *roundTrip) timeout() time.Duration {
	timeout := firstTimeout
	if r.smoothed != 0 {
		timeout = r.smoothed + max(granularity, 4*r.variation)
	}
	return min(max(timeout, leastTimeout)<<min(r.backoff, 6), mostTimeout)
}

// begin times the segment whose last number stands before one, if none is timed.
func (r *roundTrip) begin(until sequence) {
	if !r.timing {
		r.timing, r.sent, r.until = true, time.Now(), until
	}
}

// spoil forgets the segment that is timed, as it is sent again: Karn's algorithm,
// section 3.
func (r *roundTrip) spoil() { r.timing = false }

// acknowledged takes all up to a number for answered.
func (r *roundTrip) acknowledged(up sequence) {
	r.backoff = 0
	if !r.timing || up.before(r.until) {
		return
	}
	r.timing = false
	r.sample(time.Since(r.sent))
}

func (r *roundTrip) sample(took time.Duration) {
	if r.smoothed == 0 {
		r.smoothed, r.variation = max(took, 1), took/2
		return
	}
	r.variation += ((r.smoothed - took).Abs() - r.variation) / 4
	r.smoothed += (took - r.smoothed) / 8
}
