// SPDX-License-Identifier: MIT

// Package textscreen writes on a text screen: rows of cells in memory, a character
// and its attribute each, as VGA has them in its text modes.
package textscreen

// A Colour is one of the sixteen that a text screen has.
// IBM VGA Technical Reference, "Alphanumeric Modes", attribute byte.
type Colour uint8

// The colours; those from 8 up are the bright ones.
const (
	Black Colour = iota
	Blue
	Green
	Cyan
	Red
	Magenta
	Brown
	LightGrey
	DarkGrey
	LightBlue
	LightGreen
	LightCyan
	LightRed
	LightMagenta
	Yellow
	White
)

// Colours is how many there are.
const Colours = 16

// An Attribute is a cell's colour in its low and its background in its high half.
type Attribute uint8

// On returns the attribute of text on a background.
func (text Colour) On(background Colour) Attribute {
	return Attribute(background<<4 | text)
}

// Plain is the attribute of a screen that shows nothing special.
const Plain = Attribute(Black<<4 | LightGrey)

// A Screen is rows of so many columns.
type Screen struct {
	cells   []uint16
	columns int
}

// New returns a screen over cells, row by row.
func New(cells []uint16, columns int) *Screen {
	return &Screen{cells, columns}
}

// Columns returns the width.
func (s *Screen) Columns() int {
	return s.columns
}

// Cells returns the memory itself, row by row: an attribute in the high byte
// of each cell and a character in the low.
func (s *Screen) Cells() []uint16 {
	return s.cells
}

// Clear fills the screen with spaces.
func (s *Screen) Clear(attribute Attribute) {
	for i := range s.cells {
		s.cells[i] = cell(' ', attribute)
	}
}

// FillRow fills a row with spaces.
func (s *Screen) FillRow(row int, attribute Attribute) {
	for column := range s.columns {
		s.Put(row, column, ' ', attribute)
	}
}

// Put writes one character; what lies outside of the screen is dropped.
func (s *Screen) Put(row, column int, character byte, attribute Attribute) {
	if row < 0 || column < 0 || column >= s.columns {
		return
	}
	if at := row*s.columns + column; at < len(s.cells) {
		s.cells[at] = cell(character, attribute)
	}
}

// Text writes ASCII from left to right, any other character as '?', and drops
// what does not fit on the row.
func (s *Screen) Text(row, column int, text string, attribute Attribute) {
	for _, character := range text {
		if character > '~' {
			character = '?'
		}
		s.Put(row, column, byte(character), attribute)
		column++
	}
}

func cell(character byte, attribute Attribute) uint16 {
	return uint16(attribute)<<8 | uint16(character)
}
