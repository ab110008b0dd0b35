// SPDX-License-Identifier: MIT

package inet

// A congestion keeps a sender from sending more than the way takes: RFC 5681.
type congestion struct {
	mss        int
	window     int
	threshold  int
	duplicates int
}

// Of segments: RFC 6928, section 2, and RFC 5681, section 3.2.
const (
	firstWindow    = 10
	mostDuplicates = 3
)

func newCongestion(mss int) congestion {
	return congestion{mss: mss, window: firstWindow * mss, threshold: 1 << 30}
}

// acknowledged grows the window: section 3.1, and 3.2 step 6.
func (c *congestion) acknowledged(bytes int) {
	if c.duplicates >= mostDuplicates {
		c.window = c.threshold
	}
	c.duplicates = 0
	if c.window < c.threshold {
		c.window += min(bytes, c.mss)
	} else {
		c.window += max(1, c.mss*c.mss/c.window)
	}
	c.window = min(c.window, 1<<20)
}

// duplicate returns whether this acknowledgement is the one that tells of a loss:
// section 3.2, steps 2 to 4.
func (c *congestion) duplicate(flight int) bool {
	c.duplicates++
	if c.duplicates > mostDuplicates {
		c.window += c.mss
	}
	if c.duplicates != mostDuplicates {
		return false
	}
	c.threshold = max(flight/2, 2*c.mss)
	c.window = c.threshold + mostDuplicates*c.mss
	return true
}

// timedOut begins anew: section 3.1, equation 4.
func (c *congestion) timedOut(flight int) {
	c.threshold = max(flight/2, 2*c.mss)
	c.window = c.mss
	c.duplicates = 0
}
