// SPDX-License-Identifier: MIT

package inet

import "encoding/binary"

// Of a frame: IEEE 802.3, section 3.1.1, and RFC 894.
const (
	frameHead = 14
	typeIPv4  = 0x0800
	typeARP   = 0x0806
)

// mtu is how long a packet in a frame may be.
const mtu = 1500

func appendFrame(b []byte, to, from MAC, kind uint16) []byte {
	b = append(b, to[:]...)
	b = append(b, from[:]...)
	return binary.BigEndian.AppendUint16(b, kind)
}

// parseFrame returns what a frame carries; false if it is none.
func parseFrame(frame []byte) (to MAC, kind uint16, packet []byte, ok bool) {
	if len(frame) < frameHead {
		return MAC{}, 0, nil, false
	}
	return MAC(frame[:6]), binary.BigEndian.Uint16(frame[12:]), frame[frameHead:], true
}
