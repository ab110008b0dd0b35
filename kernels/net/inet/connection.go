// SPDX-License-Identifier: MIT

package inet

import (
	"sync"
	"syscall"
	"time"

	"emubench/kernels/net/tcp"
)

type state int

// The states: RFC 9293, section 3.3.2. LISTEN is the listener's.
const (
	closed state = iota
	synSent
	synReceived
	established
	finWait1
	finWait2
	closeWait
	closing
	lastAck
	timeWait
)

// buffer is how many bytes wait at most, either way: all that a window tells of which
// nobody said how to scale it.
const buffer = 1<<16 - 1

// How long a connection waits: for stray segments to die out, twice a segment's
// lifetime (section 3.4.2; others take half a minute for it too, instead of two), and
// for an end that does not come.
const lingering = time.Minute

// A connection is TCP's side of a Conn; the stack's lock guards all of it. Names are
// those of section 3.3.1.
type connection struct {
	stack *Stack
	pair
	state    state
	changed  *sync.Cond
	listener *Listener // whose it becomes, until it is accepted
	err      error     // why it ended, if not by both ends' word
	released bool      // nobody reads or writes any more

	una, nxt  tcp.Sequence // SND.UNA, SND.NXT
	most      tcp.Sequence // the highest that SND.NXT ever was
	window    int          // SND.WND
	widest    int          // that there ever was
	wl1, wl2  tcp.Sequence // SND.WL1, SND.WL2
	out       []byte       // what has not been acknowledged
	outStart  tcp.Sequence // the number of its first byte
	finishing bool         // behind it comes FIN
	mss       int
	way       tcp.Congestion
	trip      tcp.RoundTrip
	tries     int

	next    tcp.Sequence // RCV.NXT
	edge    tcp.Sequence // the end of the window that the other end was told of
	in      []byte
	early   pieces
	finSeen bool
	finAt   tcp.Sequence
	ended   bool // the other end has said all
	owed    int  // segments that have not been acknowledged

	resend, answer, linger tcp.Timer
}

func newConnection(s *Stack, at pair) *connection {
	c := &connection{stack: s, pair: at, changed: sync.NewCond(&s.mutex), mss: defaultMSS}
	first := s.firstNumber(at)
	c.una, c.nxt, c.most, c.outStart = first, first, first, first.Plus(1)
	c.resend = tcp.NewTimer(&s.mutex, c.timedOut)
	c.answer = tcp.NewTimer(&s.mutex, c.acknowledge)
	c.linger = tcp.NewTimer(&s.mutex, c.remove)
	s.connections[at] = c
	return c
}

// agree takes from the other end's SYN what it says of itself.
func (c *connection) agree(g *segment) {
	c.next = g.seq.Plus(1)
	c.edge = c.next.Plus(buffer)
	if g.mss != 0 {
		c.mss = min(g.mss, ownMSS)
	}
	c.way = tcp.NewCongestion(c.mss)
	c.setWindow(g)
}

func (c *connection) setWindow(g *segment) {
	c.window, c.wl1, c.wl2 = int(g.window), g.seq, g.ack
	c.widest = max(c.widest, c.window)
}

// establish lets both ends speak.
func (c *connection) establish() {
	c.state = established
	c.tries = 0
	c.resend.Stop()
	if c.listener != nil {
		c.listener.queue(c)
	}
	c.changed.Broadcast()
}

// remove forgets the connection.
func (c *connection) remove() {
	if c.listener != nil {
		c.listener.lost(c)
	}
	c.state = closed
	delete(c.stack.connections, c.pair)
	c.resend.End()
	c.answer.End()
	c.linger.End()
	c.changed.Broadcast()
}

// fail ends the connection for a reason, which whoever uses it is told.
func (c *connection) fail(why error) {
	c.err = why
	c.in, c.out, c.early = nil, nil, nil
	c.remove()
}

// abort ends the connection and tells the other end: section 3.10.5.
func (c *connection) abort(why error) {
	c.stack.send(c.remote, &segment{
		from: c.port, to: c.remotePort, seq: c.nxt, ack: c.next, flags: flagRST | flagACK,
	})
	c.fail(why)
}

// shut ends our half behind what is still to be sent: section 3.10.4.
func (c *connection) shut() {
	switch c.state {
	case established:
		c.state = finWait1
	case closeWait:
		c.state = lastAck
	default:
		return
	}
	c.finishing = true
	c.push()
}

// release ends our half, and reads nothing more. What was not read is lost, and the
// other end is told: RFC 1122, section 4.2.2.13.
func (c *connection) release() {
	c.released = true
	switch {
	case c.state == closed:
	case c.state < established || len(c.in) > 0:
		c.abort(syscall.ECONNABORTED)
	default:
		c.shut()
		if c.state == finWait2 {
			c.linger.Start(lingering)
		}
	}
	c.changed.Broadcast()
}

// waitOut lets stray segments die out: section 3.6.1.
func (c *connection) waitOut() {
	c.state = timeWait
	c.resend.Stop()
	c.linger.Start(lingering)
}
