// SPDX-License-Identifier: MIT

package scenes

import (
	"strings"
	"testing"
)

// canary is what no scene draws.
const canary = 0xdead

// drawn returns what a scene leaves, with a row behind the screen.
func drawn(t *testing.T, draw func([]uint16)) []uint16 {
	t.Helper()
	memory := make([]uint16, Cells+Columns)
	for i := range memory {
		memory[i] = canary
	}
	draw(memory[:Cells])
	for i, cell := range memory[Cells:] {
		if cell != canary {
			t.Fatalf("cell %d behind the screen is %#x", i, cell)
		}
	}
	return memory[:Cells]
}

func TestPictureFillsTheScreen(t *testing.T) {
	for at, cell := range drawn(t, Picture) {
		if cell == canary || cell&0xff == '?' {
			t.Fatalf("cell %d is %#x", at, cell)
		}
	}
	for number, row := range picture {
		if len(row.cells()) != Columns || len(row.colours) != Columns || len(row.backgrounds) != Columns {
			t.Errorf("row %d has %d cells", number, len(row.cells()))
		}
		if strings.ContainsAny(row.backgrounds, "89abcdef") {
			t.Errorf("row %d would blink", number)
		}
	}
}

func TestPaletteHasEveryAttributeThreeTimes(t *testing.T) {
	seen := map[byte]int{}
	for _, cell := range drawn(t, Palette) {
		if cell != canary {
			seen[byte(cell>>8)]++
		}
	}
	for attribute := range 256 {
		if seen[byte(attribute)] != 3 {
			t.Errorf("attribute %#x is there %d times", attribute, seen[byte(attribute)])
		}
	}
}

func TestGreeting(t *testing.T) {
	count := 0
	for _, cell := range drawn(t, Greeting) {
		if cell != canary {
			count++
			if cell>>8 != 0x20 {
				t.Errorf("a cell is %#x", cell)
			}
		}
	}
	if count != 15 {
		t.Errorf("%d cells, want 15", count)
	}
}

func TestTransition(t *testing.T) {
	here, there := make([]uint16, Cells), make([]uint16, Cells)
	for i := range here {
		here[i], there[i] = uint16(i), uint16(Cells+i)
	}
	Transition(here, there, 0)
	for at, want := range map[int]uint16{
		0: 1, Columns - 1: Cells, // an even row
		Columns: Cells + 2*Columns - 1, Columns + 1: Columns, // an odd one
	} {
		if here[at] != want {
			t.Errorf("cell %d is of %d, want %d", at, here[at], want)
		}
	}
	for step := 1; step < Steps; step++ {
		Transition(here, there, step)
	}
	for at := range here {
		if here[at] != there[at] {
			t.Fatalf("cell %d is of %d in the end", at, here[at])
		}
	}
}

func TestTones(t *testing.T) {
	if len(tones) != 84 {
		t.Errorf("%d tones, want 84", len(tones))
	}
	for of, row := range palette {
		if len(row.cells()) != shades {
			t.Errorf("material %d has %d tones", of, len(row.cells()))
		}
	}
}

func TestMarchNeedsNoHeap(t *testing.T) {
	cells := make([]uint16, Cells)
	var depths Depths
	if got := testing.AllocsPerRun(1, func() { March(cells, &depths, 0) }); got != 0 {
		t.Errorf("%v allocations", got)
	}
}

func TestMarchSeesEveryMaterial(t *testing.T) {
	seen := map[material]bool{}
	w := newWorld(0)
	for row := range Rows {
		for column := range Columns {
			direction := look(row, column)
			depth, of := w.march(eye, direction)
			seen[material(w.tone(direction, depth, of)/shades)] = true
		}
	}
	if len(seen) != int(materials) {
		t.Errorf("seen is %v", seen)
	}
}
