// SPDX-License-Identifier: MIT

package record

import "io"

// A Sender writes each record in one piece, so that nothing can come between
// the bytes of a frame.
type Sender struct {
	to io.Writer
}

// NewSender returns a sender of records to a serial line, or to whatever else
// writes bytes as they are.
func NewSender(to io.Writer) *Sender {
	return &Sender{to}
}

// Send sends a record of any type.
func (s *Sender) Send(kind Type, body []byte) error {
	frame, err := AppendFrame(nil, kind, body)
	if err != nil {
		return err
	}
	_, err = s.to.Write(frame)
	return err
}
