// SPDX-License-Identifier: MIT

package tcp

// A Congestion keeps a sender from sending more than the way takes: RFC 5681.
type Congestion struct {
	mss        int
	Window     int // bytes that may be on their way
	threshold  int
	duplicates int
}

// Of segments: RFC 6928, section 2, and RFC 5681, section 3.2.
const (
	firstWindow    = 10
	mostDuplicates = 3
)

// NewCongestion begins with what a connection may send at first, in segments of so many bytes.
func NewCongestion(mss int) Congestion {
	return Congestion{mss: mss, Window: firstWindow * mss, threshold: 1 << 30}
}

// Acknowledged grows the window: section 3.1, and 3.2 step 6.
func (c *Congestion) Acknowledged(bytes int) {
	if c.duplicates >= mostDuplicates {
		c.Window = c.threshold
	}
	c.duplicates = 0
	if c.Window < c.threshold {
		c.Window += min(bytes, c.mss)
	} else {
		c.Window += max(1, c.mss*c.mss/c.Window)
	}
	c.Window = min(c.Window, 1<<20)
}

// Duplicate returns whether this acknowledgement is the one that tells of a loss:
// section 3.2, steps 2 to 4.
func (c *Congestion) Duplicate(flight int) bool {
	c.duplicates++
	if c.duplicates > mostDuplicates {
		c.Window += c.mss
	}
	if c.duplicates != mostDuplicates {
		return false
	}
	c.threshold = max(flight/2, 2*c.mss)
	c.Window = c.threshold + mostDuplicates*c.mss
	return true
}

// TimedOut begins anew: section 3.1, equation 4.
func (c *Congestion) TimedOut(flight int) {
	c.threshold = max(flight/2, 2*c.mss)
	c.Window = c.mss
	c.duplicates = 0
}
