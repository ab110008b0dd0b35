// SPDX-License-Identifier: MIT

// Package record sends values on the serial line as framed binary messages,
// which the bench splits from the text around them: docs/records.md.
package record

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// Magic begins every frame. 0xf5 occurs in no UTF-8 text.
var Magic = [4]byte{0xf5, 'B', 'R', 0xf5}

// MaxBody is the longest body of a frame, in bytes.
const MaxBody = 65536

// What does not fit in a frame.
var (
	ErrBody = errors.New("record: the body is longer than 65536 bytes")
	ErrName = errors.New("record: the name is longer than 255 bytes")
)

// Type says what a frame's body holds.
type Type uint16

// The types that a kernel sends. Those from Own up are a test's own.
const (
	TypeValue Type = 1
	TypeCheck Type = 2
	Own       Type = 256
)

// AppendFrame appends a frame to dst: magic, type, length, body, CRC-32 of all
// but the magic. It fails only when the body is longer than MaxBody.
func AppendFrame(dst []byte, kind Type, body []byte) ([]byte, error) {
	if len(body) > MaxBody {
		return dst, ErrBody
	}
	dst = append(dst, Magic[:]...)
	start := len(dst)
	dst = binary.LittleEndian.AppendUint16(dst, uint16(kind))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(body)))
	dst = append(dst, body...)
	return binary.LittleEndian.AppendUint32(dst, crc32.ChecksumIEEE(dst[start:])), nil
}
