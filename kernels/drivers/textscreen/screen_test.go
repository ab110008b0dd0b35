// SPDX-License-Identifier: MIT

package textscreen

import "testing"

const blank = 0x0720

func cleared(columns, rows int) (*Screen, []uint16) {
	cells := make([]uint16, columns*rows)
	s := New(cells, columns)
	s.Clear(Plain)
	return s, cells
}

func TestAttribute(t *testing.T) {
	if got := White.On(Blue); got != 0x1f {
		t.Errorf("white on blue is %#x, want 0x1f", got)
	}
	if got := Black.On(Green); got != 0x20 {
		t.Errorf("black on green is %#x, want 0x20", got)
	}
}

func TestClear(t *testing.T) {
	_, cells := cleared(4, 2)
	for i, got := range cells {
		if got != blank {
			t.Errorf("cell %d is %#x, want %#x", i, got, blank)
		}
	}
}

func TestTextStaysOnItsRow(t *testing.T) {
	s, cells := cleared(4, 2)
	s.Text(0, 2, "héß", White.On(Blue))
	want := []uint16{blank, blank, 0x1f68, 0x1f3f, blank, blank, blank, blank}
	for i := range cells {
		if cells[i] != want[i] {
			t.Errorf("cell %d is %#x, want %#x", i, cells[i], want[i])
		}
	}
}

func TestOutsideIsDropped(t *testing.T) {
	s, cells := cleared(2, 1)
	s.Put(-1, 0, 'x', Plain)
	s.Put(1, 0, 'x', Plain)
	s.Put(0, 2, 'x', Plain)
	s.Put(0, -1, 'x', Plain)
	if cells[0] != blank || cells[1] != blank {
		t.Errorf("cells are %#x", cells)
	}
}

func TestFillRow(t *testing.T) {
	s, cells := cleared(2, 2)
	s.FillRow(1, White.On(Red))
	if cells[1] != blank || cells[2] != 0x4f20 || cells[3] != 0x4f20 {
		t.Errorf("cells are %#x", cells)
	}
}
