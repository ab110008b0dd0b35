// SPDX-License-Identifier: MIT

package inet

import (
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"time"

	"emubench/kernels/net/tcp"
)

type cond = *sync.Cond

func newCond(s *Stack) cond { return sync.NewCond(&s.mutex) }

// A Conn is a connection for its user: a net.Conn.
type Conn struct {
	c                *connection
	reading, writing deadline
}

// A deadline wakes who waits on a connection.
type deadline struct {
	tcp.Timer
	at time.Time // zero for none
}

func newConn(c *connection) *Conn {
	conn := &Conn{c: c}
	for _, d := range []*deadline{&conn.reading, &conn.writing} {
		d.Timer = tcp.NewTimer(&c.stack.mutex, c.changed.Broadcast)
	}
	return conn
}

func (d *deadline) set(at time.Time) {
	d.at = at
	if at.IsZero() {
		d.Stop()
	} else {
		d.Start(time.Until(at))
	}
}

func (d *deadline) passed() bool { return !d.at.IsZero() && time.Until(d.at) <= 0 }

func (conn *Conn) failed(op string, why error) error {
	return &net.OpError{Op: op, Net: "tcp", Source: conn.LocalAddr(), Addr: conn.RemoteAddr(), Err: why}
}

// Read waits for bytes.
func (conn *Conn) Read(to []byte) (int, error) {
	c := conn.c
	c.stack.mutex.Lock()
	defer c.stack.mutex.Unlock()
	for {
		switch {
		case c.released:
			return 0, conn.failed("read", net.ErrClosed)
		case conn.reading.passed():
			return 0, conn.failed("read", os.ErrDeadlineExceeded)
		case len(to) == 0:
			return 0, nil
		case len(c.in) > 0:
			return c.read(to), nil
		case c.err != nil:
			return 0, conn.failed("read", c.err)
		case c.ended, c.state == closed:
			return 0, io.EOF
		}
		c.changed.Wait()
	}
}

// read takes bytes that have come, and tells the other end once there is room for many.
func (c *connection) read(to []byte) int {
	n := copy(to, c.in)
	c.in = c.in[n:]
	if len(c.in) == 0 {
		c.in = nil // or what has been read would be kept
	}
	room := buffer - len(c.in)
	if c.state >= established && c.state <= finWait2 && room-c.receiveWindow() >= buffer/2 {
		c.acknowledge()
	}
	return n
}

// Write hands bytes on to be sent; it returns when the last of them wait for that.
func (conn *Conn) Write(from []byte) (int, error) {
	c := conn.c
	c.stack.mutex.Lock()
	defer c.stack.mutex.Unlock()
	written := 0
	for written < len(from) {
		switch {
		case c.released:
			return written, conn.failed("write", net.ErrClosed)
		case conn.writing.passed():
			return written, conn.failed("write", os.ErrDeadlineExceeded)
		case c.err != nil:
			return written, conn.failed("write", c.err)
		case c.state != established && c.state != closeWait:
			return written, conn.failed("write", syscall.EPIPE)
		case len(c.out) < buffer:
			n := min(buffer-len(c.out), len(from)-written)
			c.out = append(c.out, from[written:written+n]...)
			written += n
			c.push()
		default:
			c.changed.Wait()
		}
	}
	return written, nil
}

// Close ends the connection: what has been written is still sent.
func (conn *Conn) Close() error {
	c := conn.c
	c.stack.mutex.Lock()
	defer c.stack.mutex.Unlock()
	if c.released {
		return conn.failed("close", net.ErrClosed)
	}
	conn.reading.End()
	conn.writing.End()
	c.release()
	return nil
}

// CloseWrite tells the other end that all has been written.
func (conn *Conn) CloseWrite() error {
	conn.c.stack.mutex.Lock()
	defer conn.c.stack.mutex.Unlock()
	if conn.c.released || conn.c.state == closed {
		return conn.failed("close", net.ErrClosed)
	}
	conn.c.shut()
	return nil
}

// LocalAddr returns our end.
func (conn *Conn) LocalAddr() net.Addr { return tcpAddress(conn.c.stack.address, conn.c.port) }

// RemoteAddr returns the other end.
func (conn *Conn) RemoteAddr() net.Addr { return tcpAddress(conn.c.remote, conn.c.remotePort) }

// SetDeadline ends waits of both kinds at a time.
func (conn *Conn) SetDeadline(at time.Time) error {
	return conn.setDeadlines(at, &conn.reading, &conn.writing)
}

// SetReadDeadline ends Read at a time.
func (conn *Conn) SetReadDeadline(at time.Time) error { return conn.setDeadlines(at, &conn.reading) }

// SetWriteDeadline ends Write at a time.
func (conn *Conn) SetWriteDeadline(at time.Time) error { return conn.setDeadlines(at, &conn.writing) }

func (conn *Conn) setDeadlines(at time.Time, deadlines ...*deadline) error {
	conn.c.stack.mutex.Lock()
	defer conn.c.stack.mutex.Unlock()
	if conn.c.released {
		return conn.failed("set", net.ErrClosed)
	}
	for _, d := range deadlines {
		d.set(at)
	}
	conn.c.changed.Broadcast()
	return nil
}
