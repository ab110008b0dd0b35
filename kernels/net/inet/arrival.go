// SPDX-License-Identifier: MIT

package inet

import (
	"syscall"

	"emubench/kernels/net/tcp"
)

// arrive is RFC 9293, section 3.10.7.3 and 3.10.7.4, in its order, with the care of RFC
// 5961 against who guesses numbers.
func (c *connection) arrive(g *segment) {
	if c.state == synSent {
		c.arriveSynSent(g)
		return
	}
	switch {
	case !c.acceptable(g):
		if !g.has(flagRST) {
			c.acknowledge()
		}
		if c.state == timeWait && g.has(flagFIN) {
			c.linger.Start(lingering)
		}
	case g.has(flagRST) && g.seq == c.next:
		c.fail(syscall.ECONNRESET)
	case g.has(flagRST), g.has(flagSYN):
		c.acknowledge()
	case !g.has(flagACK):
	case c.state == synReceived && !c.confirmed(g):
		c.stack.refuse(c.pair, g)
	case c.acknowledged(g):
		c.receive(g)
	}
}

// givesWay says that a new connection takes the place of one that has ended: RFC 9293,
// section 3.10.7.4, "TIME-WAIT STATE".
func (c *connection) givesWay(g *segment) bool {
	return c.state == timeWait && g.flags&(flagSYN|flagACK|flagRST) == flagSYN && g.seq.After(c.next)
}

func (c *connection) arriveSynSent(g *segment) {
	answers := g.has(flagACK) && g.ack == c.most
	switch {
	case g.has(flagACK) && !answers:
		c.stack.refuse(c.pair, g)
	case g.has(flagRST):
		if answers {
			c.fail(syscall.ECONNREFUSED)
		}
	case g.has(flagSYN) && answers:
		c.agree(g)
		c.una, c.nxt = g.ack, g.ack
		c.trip.Acknowledged(g.ack)
		c.establish()
		c.acknowledge()
	}
}

// receiveWindow is how much more may come: RCV.WND.
func (c *connection) receiveWindow() int { return max(c.edge.Minus(c.next), 0) }

// acceptable is table 6 of section 3.10.7.4; a window of nothing lets the first number
// through, for what else the segment says.
func (c *connection) acceptable(g *segment) bool {
	window := c.receiveWindow()
	inside := func(at tcp.Sequence) bool {
		offset := at.Minus(c.next)
		return offset >= 0 && offset < window
	}
	return g.seq == c.next || inside(g.seq) || g.length() > 0 && inside(g.seq.Plus(g.length()-1))
}

// confirmed says whether our SYN has been acknowledged, and lets both ends speak.
func (c *connection) confirmed(g *segment) bool {
	if !g.ack.After(c.una) || g.ack.After(c.most) {
		return false
	}
	c.setWindow(g)
	c.establish()
	return true
}

// acknowledged takes what a segment says of ours; it returns whether to go on with it.
func (c *connection) acknowledged(g *segment) bool {
	if g.ack.After(c.most) || c.una.Minus(g.ack) > buffer {
		c.acknowledge() // RFC 5961, section 5.2
		return false
	}
	switch {
	case g.ack.After(c.una):
		c.advance(g.ack)
	case g.ack == c.una && c.isDuplicate(g):
		if c.way.Duplicate(c.most.Minus(c.una)) {
			c.repeat()
		}
	}
	if c.state == closed {
		return false
	}
	if g.seq.After(c.wl1) || g.seq == c.wl1 && !g.ack.Before(c.wl2) {
		c.resize(g)
	}
	c.push()
	return true
}

// resize takes the window that a segment tells of. Who has none but says so is there;
// once it has one, the byte by which it was tried may have been lost.
func (c *connection) resize(g *segment) {
	if g.window == 0 {
		c.tries = 0
	} else if c.window == 0 && c.nxt != c.una {
		c.nxt = c.una
		c.trip.Backoff = 0
		c.resend.Stop()
	}
	c.setWindow(g)
}

// isDuplicate is RFC 5681, section 2, "DUPLICATE ACKNOWLEDGMENT".
func (c *connection) isDuplicate(g *segment) bool {
	return c.most != c.una && g.length() == 0 && int(g.window) == c.window && c.window != 0
}

// advance drops what has been acknowledged.
func (c *connection) advance(ack tcp.Sequence) {
	bytes := ack.Minus(c.una)
	c.una = ack
	if c.nxt.Before(ack) {
		c.nxt = ack
	}
	dropped := min(max(ack.Minus(c.outStart), 0), len(c.out))
	c.out = c.out[dropped:]
	c.outStart = c.outStart.Plus(dropped)
	c.tries = 0
	c.trip.Acknowledged(ack)
	c.way.Acknowledged(bytes)
	if c.una == c.most {
		c.resend.Stop()
	} else {
		c.resend.Start(c.trip.Timeout())
	}
	if c.finishing && ack.After(c.outStart.Plus(len(c.out))) {
		c.finished()
	}
	c.changed.Broadcast()
}

// finished goes on from where our FIN has been acknowledged.
func (c *connection) finished() {
	switch c.state {
	case finWait1:
		c.state = finWait2
		if c.released {
			c.linger.Start(lingering)
		}
	case closing:
		c.waitOut()
	case lastAck:
		c.remove()
	}
}

// receive takes the data of a segment, and its end.
func (c *connection) receive(g *segment) {
	if c.state != established && c.state != finWait1 && c.state != finWait2 {
		return // all that the other end had to say has been said
	}
	data, at := g.data, g.seq
	if old := c.next.Minus(at); old > 0 {
		skip := min(old, len(data))
		data, at = data[skip:], at.Plus(skip)
	}
	room := max(c.edge.Minus(at), 0)
	whole := len(data) <= room
	data = data[:min(len(data), room)]
	if c.released && len(data) > 0 {
		c.abort(syscall.ECONNABORTED)
		return
	}
	if g.has(flagFIN) && whole {
		c.finSeen, c.finAt = true, at.Plus(len(data))
	}
	inTurn := at == c.next
	if inTurn {
		c.take(data)
	} else {
		c.early.keep(at, data, buffer)
	}
	ended := c.finSeen && c.next == c.finAt
	if ended {
		c.end()
	}
	c.owe(g.length(), !inTurn || !whole || ended)
}

// take appends what comes next, and what waited for it.
func (c *connection) take(data []byte) {
	for ; len(data) > 0; data = c.early.take(c.next) {
		data = data[:min(len(data), max(c.edge.Minus(c.next), 0))]
		c.in = append(c.in, data...)
		c.next = c.next.Plus(len(data))
	}
	c.changed.Broadcast()
}

// end takes the other end's word that it has said all.
func (c *connection) end() {
	c.next = c.next.Plus(1)
	c.ended = true
	switch c.state {
	case established:
		c.state = closeWait
	case finWait1:
		c.state = closing
	case finWait2:
		c.waitOut()
	}
	c.changed.Broadcast()
}
