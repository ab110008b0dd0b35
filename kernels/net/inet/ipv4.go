// SPDX-License-Identifier: MIT

package inet

import (
	"encoding/binary"

	"emubench/kernels/net/link"
)

// Of a header: RFC 791, section 3.1.
const (
	ipHead        = 20
	ipVersion     = 4
	ipDontFrag    = 0x4000
	ipMore        = 0x2000
	ipOffset      = 0x1fff
	ipTTL         = 64
	protocolICMP  = 1
	protocolTCP   = 6
	headChecksum  = 10
	headSource    = 12
	headAddressed = 16
)

type ipPacket struct {
	from, to IP
	protocol uint8
	data     []byte
}

// parseIP returns a packet that is whole; one that is a fragment is none, as nothing
// here puts fragments together.
func parseIP(b []byte) (ipPacket, bool) {
	if len(b) < ipHead || b[0]>>4 != ipVersion {
		return ipPacket{}, false
	}
	head, total := int(b[0]&0xf)*4, int(binary.BigEndian.Uint16(b[2:]))
	if head < ipHead || total < head || total > len(b) || link.Checksum(link.Sum(0, b[:head])) != 0 {
		return ipPacket{}, false
	}
	if binary.BigEndian.Uint16(b[6:])&(ipMore|ipOffset) != 0 {
		return ipPacket{}, false
	}
	return ipPacket{IP(b[headSource:]), IP(b[headAddressed:]), b[9], b[head:total]}, true
}

// appendIP appends a header for so many bytes of data. The identification is 0, as
// nobody may take the packet to pieces: RFC 6864, section 4.1.
func appendIP(b []byte, from, to IP, protocol uint8, length int) []byte {
	start := len(b)
	b = append(b, ipVersion<<4|ipHead/4, 0)
	b = binary.BigEndian.AppendUint16(b, uint16(ipHead+length))
	b = append(b, 0, 0, ipDontFrag>>8, 0, ipTTL, protocol, 0, 0)
	b = append(append(b, from[:]...), to[:]...)
	binary.BigEndian.PutUint16(b[start+headChecksum:], link.Checksum(link.Sum(0, b[start:])))
	return b
}

func (s *Stack) receiveIP(b []byte) {
	p, ok := parseIP(b)
	if !ok || p.to != s.address || !p.from.Ordinary() || p.from == s.address {
		return
	}
	switch p.protocol {
	case protocolICMP:
		s.receiveICMP(p)
	case protocolTCP:
		s.receiveTCP(p)
	}
}

// sendIP sends data that fits into one packet.
func (s *Stack) sendIP(to IP, protocol uint8, data []byte) {
	packet := appendIP(make([]byte, 0, ipHead+len(data)), s.address, to, protocol, len(data))
	packet = append(packet, data...)
	next := to
	if !to.Within(s.address, s.prefix) {
		next = s.gateway
	}
	if mac, known := s.neighbours.known[next]; known {
		s.transmit(mac, link.TypeIPv4, packet)
		return
	}
	s.neighbours.wait(next, packet)
	s.ask(next)
}
