// SPDX-License-Identifier: MIT

package record

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"
)

// sent returns what a sender writes for one record.
func sent(t *testing.T, send func(*Sender) error) []byte {
	t.Helper()
	var line bytes.Buffer
	if err := send(NewSender(&line)); err != nil {
		t.Fatal(err)
	}
	return line.Bytes()
}

// body checks all of a frame but its body, which it returns.
func body(t *testing.T, frame []byte, kind Type) []byte {
	t.Helper()
	end := len(frame) - 4
	if !bytes.HasPrefix(frame, []byte("\xf5BR\xf5")) {
		t.Errorf("magic is % x", frame[:4])
	}
	if got := Type(binary.LittleEndian.Uint16(frame[4:])); got != kind {
		t.Errorf("type is %d, want %d", got, kind)
	}
	if got := binary.LittleEndian.Uint32(frame[6:]); int(got) != end-10 {
		t.Errorf("length is %d, want %d", got, end-10)
	}
	if got, want := binary.LittleEndian.Uint32(frame[end:]), crc32.ChecksumIEEE(frame[4:end]); got != want {
		t.Errorf("crc is %#x, want %#x", got, want)
	}
	return frame[10:end]
}

func TestValues(t *testing.T) {
	for _, c := range []struct {
		name string
		send func(*Sender) error
		want string
	}{
		{"unsigned", func(s *Sender) error { return s.Unsigned("n", 0x0102) }, "\x00\x01n\x02\x01\x00\x00\x00\x00\x00\x00"},
		{"signed", func(s *Sender) error { return s.Signed("n", -2) }, "\x01\x01n\xfe\xff\xff\xff\xff\xff\xff\xff"},
		{"text", func(s *Sender) error { return s.Text("größe", "ja") }, "\x02\x07größeja"},
		{"bytes", func(s *Sender) error { return s.Bytes("", []byte{0, 255}) }, "\x03\x00\x00\xff"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := body(t, sent(t, c.send), TypeValue); string(got) != c.want {
				t.Errorf("body is %q, want %q", got, c.want)
			}
		})
	}
}

func TestCheck(t *testing.T) {
	frame := sent(t, func(s *Sender) error { return s.Check(Skip, "gc", "no time") })
	if got, want := string(body(t, frame, TypeCheck)), "\x02\x02gcno time"; got != want {
		t.Errorf("body is %q, want %q", got, want)
	}
}

// A frame written out by hand, as the bench's own tests may have it too.
func TestFrameIsOnTheWireAsDocumented(t *testing.T) {
	frame, err := AppendFrame(nil, TypeValue, []byte("\x02\x01ab"))
	if err != nil {
		t.Fatal(err)
	}
	want := "\xf5BR\xf5" + "\x01\x00" + "\x04\x00\x00\x00" + "\x02\x01ab" + "\x9c\xf5\x93\xfc"
	if string(frame) != want {
		t.Errorf("frame is % x, want % x", frame, want)
	}
}

func TestWhatDoesNotFitIsRefused(t *testing.T) {
	s := NewSender(&bytes.Buffer{})
	if err := s.Text(strings.Repeat("n", 256), ""); err == nil {
		t.Error("a name of 256 bytes was sent")
	}
	if err := s.Send(Own, make([]byte, MaxBody+1)); err == nil {
		t.Error("a body of 65537 bytes was sent")
	}
	if err := s.Send(Own, make([]byte, MaxBody)); err != nil {
		t.Error(err)
	}
}

func TestOneWriteARecord(t *testing.T) {
	var writes countingWriter
	if err := NewSender(&writes).Text("a", "b"); err != nil {
		t.Fatal(err)
	}
	if writes != 1 {
		t.Errorf("%d writes, want 1", writes)
	}
}

type countingWriter int

func (w *countingWriter) Write(p []byte) (int, error) {
	*w++
	return len(p), nil
}
