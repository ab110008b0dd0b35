// SPDX-License-Identifier: MIT

package inet

import (
	"net"
	"syscall"
)

// The ports for connections that begin here: RFC 6335, section 6.
const (
	firstDynamic = 49152
	dynamicPorts = 65536 - firstDynamic
)

// Dial makes a connection to another station, and waits until it stands.
func (s *Stack) Dial(remote IP, remotePort uint16) (net.Conn, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	at, free := s.freePort(pair{remote: remote, remotePort: remotePort})
	if !free || !s.room() {
		return nil, s.undialled(remote, remotePort, syscall.EADDRNOTAVAIL)
	}
	c := newConnection(s, at)
	c.state = synSent
	c.greet()
	for c.state == synSent {
		c.changed.Wait()
	}
	if c.err != nil {
		return nil, s.undialled(remote, remotePort, c.err)
	}
	return newConn(c), nil
}

// freePort finds a port of ours for a connection.
func (s *Stack) freePort(at pair) (pair, bool) {
	start := uint32(s.firstNumber(at))
	for n := range uint32(dynamicPorts) {
		at.port = uint16(firstDynamic + (start+n)%dynamicPorts)
		if s.connections[at] == nil && s.listeners[at.port] == nil {
			return at, true
		}
	}
	return at, false
}

func (s *Stack) undialled(remote IP, port uint16, why error) error {
	return &net.OpError{Op: "dial", Net: "tcp", Addr: tcpAddress(remote, port), Err: why}
}
