// SPDX-License-Identifier: MIT

package record

import "encoding/binary"

// Kind says what the data of a value record is.
type Kind uint8

// The kinds of data.
const (
	Unsigned Kind = 0 // a uint64
	Signed   Kind = 1 // an int64
	Text     Kind = 2 // UTF-8
	Bytes    Kind = 3
)

// maxName is what the one byte of a name's length can say.
const maxName = 255

// appendName appends a name's length and the name.
func appendName(dst []byte, name string) ([]byte, error) {
	if len(name) > maxName {
		return dst, ErrName
	}
	return append(append(dst, byte(len(name))), name...), nil
}

// ValueBody returns the body of a value record.
func ValueBody(kind Kind, name string, data []byte) ([]byte, error) {
	body, err := appendName([]byte{byte(kind)}, name)
	if err != nil {
		return nil, err
	}
	return append(body, data...), nil
}

// Unsigned sends a number.
func (s *Sender) Unsigned(name string, value uint64) error {
	return s.value(Unsigned, name, binary.LittleEndian.AppendUint64(nil, value))
}

// Signed sends a number that may be negative.
func (s *Sender) Signed(name string, value int64) error {
	return s.value(Signed, name, binary.LittleEndian.AppendUint64(nil, uint64(value)))
}

// Text sends a string.
func (s *Sender) Text(name, value string) error {
	return s.value(Text, name, []byte(value))
}

// Bytes sends bytes as they are.
func (s *Sender) Bytes(name string, value []byte) error {
	return s.value(Bytes, name, value)
}

func (s *Sender) value(kind Kind, name string, data []byte) error {
	body, err := ValueBody(kind, name, data)
	if err != nil {
		return err
	}
	return s.Send(TypeValue, body)
}
