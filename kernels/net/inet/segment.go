// SPDX-License-Identifier: MIT

package inet

import (
	"encoding/binary"

	"emubench/kernels/net/link"
	"emubench/kernels/net/tcp"
)

// Of a segment: RFC 9293, section 3.1.
const (
	tcpHead     = 20
	tcpChecksum = 16

	flagFIN = 1 << 0
	flagSYN = 1 << 1
	flagRST = 1 << 2
	flagPSH = 1 << 3
	flagACK = 1 << 4
)

// Of options: section 3.2.
const (
	optionEnd   = 0
	optionNone  = 1
	optionMSS   = 2
	lengthOfMSS = 4
)

// ownMSS is what fits into a packet. defaultMSS is of who does not say: section 3.7.1;
// leastMSS keeps one who says too little from making us send bytes one by one.
const (
	ownMSS     = link.MTU - ipHead - tcpHead
	defaultMSS = 536
	leastMSS   = 64
)

type segment struct {
	from, to uint16 // ports
	seq, ack tcp.Sequence
	flags    uint8
	window   uint16
	mss      int // 0 if it does not say
	data     []byte
}

// pseudo sums what a segment's checksum covers of the packet: section 3.1, figure 2.
func pseudo(from, to IP, length int) uint32 {
	return link.Sum(link.Sum(protocolTCP+uint32(length), from[:]), to[:])
}

func parseSegment(p ipPacket) (*segment, bool) {
	b := p.data
	if len(b) < tcpHead || link.Checksum(link.Sum(pseudo(p.from, p.to, len(b)), b)) != 0 {
		return nil, false
	}
	head := int(b[12]>>4) * 4
	if head < tcpHead || head > len(b) {
		return nil, false
	}
	return &segment{
		from:   binary.BigEndian.Uint16(b),
		to:     binary.BigEndian.Uint16(b[2:]),
		seq:    tcp.Sequence(binary.BigEndian.Uint32(b[4:])),
		ack:    tcp.Sequence(binary.BigEndian.Uint32(b[8:])),
		flags:  b[13],
		window: binary.BigEndian.Uint16(b[14:]),
		mss:    findMSS(b[tcpHead:head]),
		data:   b[head:],
	}, true
}

// findMSS looks through options, up to the first that makes no sense.
func findMSS(options []byte) int {
	for len(options) > 0 && options[0] != optionEnd {
		if options[0] == optionNone {
			options = options[1:]
			continue
		}
		if len(options) < 2 || options[1] < 2 || int(options[1]) > len(options) {
			break
		}
		if options[0] == optionMSS && options[1] == lengthOfMSS {
			return max(int(binary.BigEndian.Uint16(options[2:])), leastMSS)
		}
		options = options[options[1]:]
	}
	return 0
}

func (g *segment) append(b []byte, from, to IP) []byte {
	start := len(b)
	b = binary.BigEndian.AppendUint16(b, g.from)
	b = binary.BigEndian.AppendUint16(b, g.to)
	b = binary.BigEndian.AppendUint32(b, uint32(g.seq))
	b = binary.BigEndian.AppendUint32(b, uint32(g.ack))
	head := tcpHead
	if g.mss != 0 {
		head += lengthOfMSS
	}
	b = append(b, byte(head/4<<4), g.flags)
	b = binary.BigEndian.AppendUint16(b, g.window)
	b = append(b, 0, 0, 0, 0)
	if g.mss != 0 {
		b = binary.BigEndian.AppendUint16(append(b, optionMSS, lengthOfMSS), uint16(g.mss))
	}
	b = append(b, g.data...)
	whole := b[start:]
	binary.BigEndian.PutUint16(whole[tcpChecksum:], link.Checksum(link.Sum(pseudo(from, to, len(whole)), whole)))
	return b
}

func (g *segment) has(flag uint8) bool { return g.flags&flag != 0 }

// length is how many sequence numbers it takes: section 3.3.1.
func (g *segment) length() int {
	n := len(g.data)
	if g.has(flagSYN) {
		n++
	}
	if g.has(flagFIN) {
		n++
	}
	return n
}
