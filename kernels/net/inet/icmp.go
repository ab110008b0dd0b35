// SPDX-License-Identifier: MIT

package inet

import (
	"encoding/binary"

	"emubench/kernels/net/link"
)

// Of an echo message: RFC 792, "Echo or Echo Reply Message".
const (
	icmpHead      = 8
	icmpEcho      = 8
	icmpEchoReply = 0
)

// receiveICMP answers an echo with its own data.
func (s *Stack) receiveICMP(p ipPacket) {
	if len(p.data) < icmpHead || p.data[0] != icmpEcho || p.data[1] != 0 ||
		link.Checksum(link.Sum(0, p.data)) != 0 {
		return
	}
	reply := append([]byte{icmpEchoReply, 0, 0, 0}, p.data[4:]...)
	binary.BigEndian.PutUint16(reply[2:], link.Checksum(link.Sum(0, reply)))
	s.sendIP(p.from, protocolICMP, reply)
}
