// SPDX-License-Identifier: MIT

package inet

import (
	"syscall"
	"time"

	"emubench/kernels/net/tcp"
)

// delay is how long an acknowledgement waits for data to go with: less than the 500 ms
// of RFC 9293, section 3.8.6.3.
const delay = 40 * time.Millisecond

// Of segments that are sent again: R2 of section 3.8.3 is passed after 127 s, and for a
// SYN that is an answer after 31.
const (
	mostTries    = 7
	mostSynTries = 5
)

// transmit sends a segment of ours, with what there is to acknowledge.
func (c *connection) transmit(at tcp.Sequence, flags uint8, data []byte, mss int) {
	g := &segment{
		from: c.port, to: c.remotePort, seq: at, flags: flags, data: data, mss: mss,
	}
	if c.state != synSent {
		g.flags |= flagACK
		g.ack = c.next
		g.window = uint16(c.open())
		c.owed = 0
		c.answer.Stop()
	}
	c.stack.send(c.remote, g)
}

// open moves the end of the window, if by enough that nobody is led to send little
// pieces, and returns the window: section 3.8.6.2.2.
func (c *connection) open() int {
	if end := c.next.Plus(buffer - len(c.in)); end.Minus(c.edge) >= min(buffer/2, c.mss) {
		c.edge = end
	}
	return min(c.receiveWindow(), buffer)
}

// acknowledge says what has come, at once. Its number is the last that was sent and not
// SND.NXT, which is less while something is sent again, unless the other end would find
// it beyond its window: it heeds nothing with a number that it does not expect.
func (c *connection) acknowledge() {
	at := c.most
	if end := c.una.Plus(c.window); end.Before(at) {
		at = end
	}
	c.transmit(at, 0, nil, 0)
}

// owe acknowledges every second segment at once, and others soon.
func (c *connection) owe(length int, now bool) {
	if c.state == closed || length == 0 {
		return
	}
	c.owed++
	if now || c.owed > 1 {
		c.acknowledge()
	} else if !c.answer.Running() {
		c.answer.Start(delay)
	}
}

// greet sends a SYN, for the first time or again.
func (c *connection) greet() {
	if c.nxt == c.una {
		c.nxt = c.una.Plus(1)
		c.most = c.nxt
		c.trip.Begin(c.nxt)
	}
	c.transmit(c.una, flagSYN, nil, ownMSS)
	c.resend.Start(c.trip.Timeout())
}

// push sends what there is and what both windows let through.
func (c *connection) push() {
	if c.state < established || c.state == timeWait {
		return
	}
	for c.pushOne() {
	}
	if c.nxt != c.una || c.unsent() > 0 {
		if !c.resend.Running() {
			c.resend.Start(c.trip.Timeout())
		}
	}
}

// unsent is how much waits to be sent, FIN apart; -1 behind FIN.
func (c *connection) unsent() int { return len(c.out) - c.nxt.Minus(c.outStart) }

func (c *connection) pushOne() bool {
	flight := c.nxt.Minus(c.una)
	unsent := c.unsent()
	size := min(unsent, c.mss, min(c.window, c.way.Window)-flight)
	last := c.finishing && unsent >= 0 && max(size, 0) == unsent
	if size <= 0 && !last {
		return false
	}
	// Little pieces wait for what is on its way to be acknowledged, unless they are all
	// that there is: section 3.8.6.2.1.
	if size < c.mss && size < unsent && size < c.widest/2 && flight > 0 {
		return false
	}
	c.pushPiece(max(size, 0), last)
	return true
}

func (c *connection) pushPiece(size int, last bool) {
	start := c.nxt.Minus(c.outStart)
	data := c.out[start : start+size]
	var flags uint8
	end := c.nxt.Plus(size)
	if start+size == len(c.out) {
		flags |= flagPSH
	}
	if last {
		flags |= flagFIN
		end = end.Plus(1)
	}
	at := c.nxt
	c.nxt = end
	if end.After(c.most) {
		c.most = end
		c.trip.Begin(end)
	} else {
		c.trip.Spoil()
	}
	c.transmit(at, flags, data, 0)
}

// repeat sends the first segment that is missing: RFC 5681, section 3.2, step 3.
func (c *connection) repeat() {
	after := c.nxt
	c.nxt = c.una
	size := min(c.unsent(), c.mss)
	if size < 0 {
		c.nxt = after
		return
	}
	c.pushPiece(size, c.finishing && size == len(c.out))
	if c.nxt.Before(after) {
		c.nxt = after
	}
}

// timedOut sends again from the first number that was not acknowledged: section 3.8.1.
// A window of nothing is tried with a byte: section 3.8.6.1.
func (c *connection) timedOut() {
	c.tries++
	c.trip.Spoil()
	switch {
	case c.state == synReceived && c.tries > mostSynTries, c.tries > mostTries:
		c.abort(syscall.ETIMEDOUT)
		return
	case c.state < established:
		c.trip.Backoff++
		c.greet()
		return
	}
	c.trip.Backoff++
	c.way.TimedOut(c.most.Minus(c.una))
	c.nxt = c.una
	if c.window == 0 && len(c.out) > 0 {
		c.pushPiece(1, false)
	}
	c.push()
	c.resend.Start(c.trip.Timeout())
}
