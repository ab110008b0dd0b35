// SPDX-License-Identifier: MIT

package inet

import (
	"fmt"
	"net"
	"syscall"
)

// backlog is how many connections may wait to be accepted, or to be confirmed.
const backlog = 128

// A Listener waits for connections to a port.
type Listener struct {
	stack   *Stack
	port    uint16
	half    map[*connection]bool // that have not been confirmed
	ready   []*connection
	changed cond
	closed  bool
}

// Listen waits for connections to a port.
func (s *Stack) Listen(port uint16) (*Listener, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.listeners[port] != nil || port == 0 {
		return nil, fmt.Errorf("inet: port %d: %w", port, syscall.EADDRINUSE)
	}
	l := &Listener{stack: s, port: port, half: map[*connection]bool{}, changed: newCond(s)}
	s.listeners[port] = l
	return l, nil
}

// arrive is RFC 9293, section 3.10.7.2.
func (l *Listener) arrive(at pair, g *segment) {
	switch {
	case g.has(flagRST):
	case g.has(flagACK):
		l.stack.refuse(at, g)
	case !g.has(flagSYN), len(l.half)+len(l.ready) >= backlog, !l.stack.room():
		// Who wants to come in tries again.
	default:
		c := newConnection(l.stack, at)
		c.listener = l
		c.state = synReceived
		l.half[c] = true
		c.agree(g)
		c.greet()
	}
}

// queue takes a connection that has been confirmed.
func (l *Listener) queue(c *connection) {
	delete(l.half, c)
	l.ready = append(l.ready, c)
	l.changed.Broadcast()
}

// lost forgets a connection that ended before it was confirmed. One that ended since
// is accepted, and then tells what became of it.
func (l *Listener) lost(c *connection) { delete(l.half, c) }

// Accept waits for a connection.
func (l *Listener) Accept() (net.Conn, error) {
	l.stack.mutex.Lock()
	defer l.stack.mutex.Unlock()
	for len(l.ready) == 0 && !l.closed {
		l.changed.Wait()
	}
	if l.closed {
		return nil, l.failed(net.ErrClosed)
	}
	c := l.ready[0]
	l.ready = l.ready[1:]
	c.listener = nil
	return newConn(c), nil
}

func (l *Listener) failed(why error) error {
	return &net.OpError{Op: "accept", Net: "tcp", Addr: l.Addr(), Err: why}
}

// Close ends the wait; connections that nobody has accepted end too.
func (l *Listener) Close() error {
	l.stack.mutex.Lock()
	defer l.stack.mutex.Unlock()
	if l.closed {
		return l.failed(net.ErrClosed)
	}
	l.closed = true
	delete(l.stack.listeners, l.port)
	for c := range l.half {
		c.abort(syscall.ECONNABORTED)
	}
	for _, c := range l.ready {
		if c.state != closed {
			c.abort(syscall.ECONNABORTED)
		}
	}
	l.changed.Broadcast()
	return nil
}

// Addr returns where it waits.
func (l *Listener) Addr() net.Addr { return tcpAddress(l.stack.address, l.port) }

func tcpAddress(address IP, port uint16) *net.TCPAddr {
	return &net.TCPAddr{IP: address[:], Port: int(port)}
}
