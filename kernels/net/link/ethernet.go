// SPDX-License-Identifier: MIT

package link

import "encoding/binary"

// Of a frame: IEEE 802.3, section 3.1.1, and RFC 894.
const (
	HeadLength = 14
	TypeIPv4   = 0x0800
	TypeARP    = 0x0806
)

// MTU is how long a packet in a frame may be.
const MTU = 1500

func AppendFrame(b []byte, to, from MAC, kind uint16) []byte {
	b = append(b, to[:]...)
	b = append(b, from[:]...)
	return binary.BigEndian.AppendUint16(b, kind)
}

// ParseFrame returns what a frame carries; false if it is none.
func ParseFrame(frame []byte) (to MAC, kind uint16, packet []byte, ok bool) {
	if len(frame) < HeadLength {
		return MAC{}, 0, nil, false
	}
	return MAC(frame[:6]), binary.BigEndian.Uint16(frame[12:]), frame[HeadLength:], true
}
