// SPDX-License-Identifier: MIT

package mmio

import (
	"bytes"
	"testing"
)

func TestRegistersAreLittleEndian(t *testing.T) {
	memory := make([]byte, 16)
	r := Over(memory)
	r.Write32(4, 0x11223344)
	r.Write16(8, 0x5566)
	r.Write8(10, 0x77)
	want := []byte{0, 0, 0, 0, 0x44, 0x33, 0x22, 0x11, 0x66, 0x55, 0x77, 0, 0, 0, 0, 0}
	if !bytes.Equal(memory, want) {
		t.Errorf("% x, want % x", memory, want)
	}
	if r.Read32(4) != 0x11223344 || r.Read16(8) != 0x5566 || r.Read8(10) != 0x77 {
		t.Error("what was written is not read")
	}
}

func TestParts(t *testing.T) {
	r := Over(make([]byte, 16))
	part, err := r.Part(8, 8)
	if err != nil {
		t.Fatal(err)
	}
	part.Write8(7, 9)
	if r.Read8(15) != 9 {
		t.Error("a part lies elsewhere")
	}
	for _, wrong := range [][2]uintptr{{17, 0}, {16, 1}, {8, 9}, {^uintptr(0), 2}, {1, ^uintptr(0)}} {
		if _, err := r.Part(wrong[0], wrong[1]); err == nil {
			t.Errorf("there is a part of %d bytes at %d", wrong[1], wrong[0])
		}
	}
}

func TestBeyondTheEnd(t *testing.T) {
	r := Over(make([]byte, 8))
	for _, offset := range []uintptr{5, 8, ^uintptr(0)} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("there is a register at %d", offset)
				}
			}()
			r.Read32(offset)
		}()
	}
}
