// SPDX-License-Identifier: MIT

package inet

import (
	"encoding/binary"

	"emubench/kernels/net/link"
)

// Of a packet: RFC 826, "Packet format", for Ethernet and IPv4.
const (
	arpLength  = 28
	arpRequest = 1
	arpReply   = 2
)

// arpFixed is how each packet begins: Ethernet, IPv4, and how long their addresses are.
var arpFixed = [6]byte{0, 1, 8, 0, 6, 4}

// How many neighbours are known at most, and packets wait for one to be.
const (
	mostNeighbours = 64
	mostWaiting    = 16
)

type arpPacket struct {
	operation uint16
	senderMAC MAC
	sender    IP
	targetMAC MAC
	target    IP
}

func parseARP(b []byte) (arpPacket, bool) {
	if len(b) < arpLength || [6]byte(b[:6]) != arpFixed {
		return arpPacket{}, false
	}
	return arpPacket{
		binary.BigEndian.Uint16(b[6:]), MAC(b[8:14]), IP(b[14:18]), MAC(b[18:24]), IP(b[24:28]),
	}, true
}

func (p arpPacket) append(b []byte) []byte {
	b = append(b, arpFixed[:]...)
	b = binary.BigEndian.AppendUint16(b, p.operation)
	b = append(append(b, p.senderMAC[:]...), p.sender[:]...)
	return append(append(b, p.targetMAC[:]...), p.target[:]...)
}

// neighbours are who is known on the network, and what waits for others to be.
type neighbours struct {
	known   map[IP]MAC
	waiting map[IP][]byte // one packet each, the last
}

func newNeighbours() neighbours { return neighbours{map[IP]MAC{}, map[IP][]byte{}} }

// learn notes an address, instead of any other if there are too many.
func (n neighbours) learn(address IP, mac MAC) {
	if _, known := n.known[address]; !known && len(n.known) >= mostNeighbours {
		forget(n.known)
	}
	n.known[address] = mac
}

// wait keeps a packet until its next stop is known.
func (n neighbours) wait(address IP, packet []byte) {
	if _, waits := n.waiting[address]; !waits && len(n.waiting) >= mostWaiting {
		forget(n.waiting)
	}
	n.waiting[address] = packet
}

func forget[V any](entries map[IP]V) {
	for address := range entries {
		delete(entries, address)
		return
	}
}

// receiveARP is RFC 826, "Packet Reception": what is known is brought up to date; who
// speaks to us becomes known, and who asks is answered.
func (s *Stack) receiveARP(b []byte) {
	p, ok := parseARP(b)
	if !ok || !p.sender.Ordinary() || p.sender == s.address {
		return
	}
	_, known := s.neighbours.known[p.sender]
	if known || p.target == s.address {
		s.neighbours.learn(p.sender, p.senderMAC)
		s.release(p.sender)
	}
	if p.target == s.address && p.operation == arpRequest {
		s.sendARP(p.senderMAC, arpPacket{arpReply, s.mac, s.address, p.senderMAC, p.sender})
	}
}

// release sends the packet that waited for a neighbour.
func (s *Stack) release(address IP) {
	if packet, waits := s.neighbours.waiting[address]; waits {
		delete(s.neighbours.waiting, address)
		s.transmit(s.neighbours.known[address], link.TypeIPv4, packet)
	}
}

func (s *Stack) ask(address IP) {
	s.sendARP(link.Broadcast, arpPacket{arpRequest, s.mac, s.address, MAC{}, address})
}

func (s *Stack) sendARP(to MAC, p arpPacket) { s.transmit(to, link.TypeARP, p.append(nil)) }
