// SPDX-License-Identifier: MIT

package link

import "encoding/binary"

// Sum adds 16-bit words in one's complement: RFC 1071.
func Sum(start uint32, bytes []byte) uint32 {
	for ; len(bytes) >= 2; bytes = bytes[2:] {
		start += uint32(binary.BigEndian.Uint16(bytes))
	}
	if len(bytes) == 1 {
		start += uint32(bytes[0]) << 8
	}
	return start
}

// Checksum folds a sum, of up to 64 KiB, to what goes into a header; of what holds its
// Checksum already it is 0.
func Checksum(sum uint32) uint16 {
	for sum>>16 != 0 {
		sum = sum>>16 + sum&0xffff
	}
	return ^uint16(sum)
}
