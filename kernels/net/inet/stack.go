// SPDX-License-Identifier: MIT

// Package inet is a small TCP/IP: as much as a server takes that answers on one
// Ethernet card with one address. Connections are net.Conn, listeners net.Listener.
//
// ARP is RFC 826, IPv4 RFC 791 without fragments and options, ICMP RFC 792 for echo
// alone, TCP RFC 9293 with the congestion control of RFC 5681 and the timer of RFC
// 6298; of TCP's options there is the maximum segment size and no other.
package inet

import (
	"hash/maphash"
	"sync"
	"time"

	"emubench/kernels/net/link"
	"emubench/kernels/net/tcp"
)

// Addresses of a station.
type (
	MAC = link.MAC
	IP  = link.IP
)

// A Card sends Ethernet frames; one that cannot loses them, as the network may.
type Card interface {
	Send(frame []byte) error
}

// mostConnections is how many there may be at once, those included that only wait for
// stray segments to die out.
const mostConnections = 512

// A Stack is a station on the network.
type Stack struct {
	mac     MAC
	address IP
	prefix  int
	gateway IP

	mutex       sync.Mutex
	card        Card
	neighbours  neighbours
	listeners   map[uint16]*Listener
	connections map[pair]*connection
	secret      maphash.Seed
	started     time.Time
}

// A pair is what tells a connection from others: RFC 9293, section 4, "socket".
type pair struct {
	remote     IP
	remotePort uint16
	port       uint16
}

// New returns a station with an address in a network of a prefix of so many bits, and
// who takes what is for elsewhere.
func New(mac MAC, address IP, prefix int, gateway IP) *Stack {
	return &Stack{
		mac: mac, address: address, prefix: prefix, gateway: gateway,
		neighbours:  newNeighbours(),
		listeners:   map[uint16]*Listener{},
		connections: map[pair]*connection{},
		secret:      maphash.MakeSeed(),
		started:     time.Now(),
	}
}

// Attach says over which card to send.
func (s *Stack) Attach(card Card) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.card = card
}

// Receive takes a frame that has come. It may be anything; the memory is the caller's
// again when it returns.
func (s *Stack) Receive(frame []byte) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	to, kind, packet, ok := link.ParseFrame(frame)
	if !ok || to != s.mac && to != link.Broadcast {
		return
	}
	switch {
	case kind == link.TypeARP:
		s.receiveARP(packet)
	case kind == link.TypeIPv4 && to == s.mac:
		s.receiveIP(packet)
	}
}

func (s *Stack) transmit(to MAC, kind uint16, packet []byte) {
	if s.card == nil {
		return
	}
	frame := link.AppendFrame(make([]byte, 0, link.HeadLength+len(packet)), to, s.mac, kind)
	// What is lost is sent again by TCP, or asked for again.
	_ = s.card.Send(append(frame, packet...))
}

// receiveTCP hands a segment to whom it is for: RFC 9293, section 3.10.7.
func (s *Stack) receiveTCP(p ipPacket) {
	g, ok := parseSegment(p)
	if !ok || g.from == 0 || g.to == 0 {
		return
	}
	at := pair{p.from, g.from, g.to}
	c := s.connections[at]
	if c != nil && c.givesWay(g) {
		c.remove()
		c = nil
	}
	switch listener := s.listeners[g.to]; {
	case c != nil:
		c.arrive(g)
	case listener != nil:
		listener.arrive(at, g)
	default:
		s.refuse(at, g)
	}
}

// refuse answers what is for nobody: section 3.10.7.1.
func (s *Stack) refuse(at pair, g *segment) {
	if g.has(flagRST) {
		return
	}
	reset := &segment{from: at.port, to: at.remotePort, flags: flagRST, seq: g.ack}
	if !g.has(flagACK) {
		reset.flags, reset.seq, reset.ack = flagRST|flagACK, 0, g.seq.Plus(g.length())
	}
	s.send(at.remote, reset)
}

func (s *Stack) send(to IP, g *segment) {
	s.sendIP(to, protocolTCP, g.append(make([]byte, 0, link.MTU), s.address, to))
}

// firstNumber is where a connection begins to count: RFC 6528, section 3. Its clock
// ticks every 4 µs.
func (s *Stack) firstNumber(at pair) tcp.Sequence {
	ticks := uint64(time.Since(s.started) / (4 * time.Microsecond))
	return tcp.Sequence(uint32(maphash.Comparable(s.secret, at) + ticks))
}

// room returns whether there may be another connection; one that waits for stray
// segments makes room for it.
func (s *Stack) room() bool {
	if len(s.connections) < mostConnections {
		return true
	}
	for _, c := range s.connections {
		if c.state == timeWait {
			c.remove()
			return true
		}
	}
	return false
}
