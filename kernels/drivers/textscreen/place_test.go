// SPDX-License-Identifier: MIT

package textscreen

import (
	"errors"
	"testing"
	"unsafe"
)

func TestParse(t *testing.T) {
	got, err := Parse("0x4f000000,80x25")
	if want := (Place{0x4f000000, 80, 25}); err != nil || got != want {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	for _, text := range []string{"", "0x1000", "0x1000,80", "0x1000,80x", "0x1000,0x25", "x,80x25", "1,-1x25"} {
		if _, err := Parse(text); !errors.Is(err, ErrPlace) {
			t.Errorf("%q: %v, want %v", text, err, ErrPlace)
		}
	}
}

func TestOpen(t *testing.T) {
	memory := make([]uint16, 80*25)
	s, err := Open(Place{uintptr(unsafe.Pointer(&memory[0])), 80, 25})
	if err != nil {
		t.Fatal(err)
	}
	s.Put(24, 79, '!', Plain)
	if got := memory[len(memory)-1]; got != 0x0721 {
		t.Errorf("the last cell is %#x, want 0x0721", got)
	}
	if _, err := Open(Place{pageSize, 80, 25}); !errors.Is(err, ErrNoMemory) {
		t.Errorf("a screen at %#x: %v, want %v", pageSize, err, ErrNoMemory)
	}
}
