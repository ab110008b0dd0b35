// SPDX-License-Identifier: MIT

// Package scenes draws what a host predicts cell by cell. A scene is cells of a
// screen of 80 columns and 25 rows, row by row: in video memory, or anywhere.
package scenes

import "emubench/kernels/drivers/textscreen"

// The size of the screens.
const (
	Columns = 80
	Rows    = 25
	Cells   = Columns * Rows
)

// Corners writes a letter into the first cell, into the last of the first row,
// into the first of the second row and into the last: at the bytes 0, 158, 160
// and 3998.
func Corners(cells []uint16) {
	for at, cell := range map[int]uint16{
		0:           0x1f41, // A, white on blue
		Columns - 1: 0x2e42, // B, yellow on green
		Columns:     0x4f43, // C, white on red
		Cells - 1:   0x7044, // D, black on light grey
	} {
		cells[at] = cell
	}
}

// Palette shows all 256 attributes, sixteen a row: foregrounds from left to
// right, backgrounds downwards, and those that may blink below the others.
func Palette(cells []uint16) {
	for attribute := range 256 {
		row, column := attribute>>4, attribute&15
		for i, character := range []byte{'(', 'A', ')'} {
			cells[(4+row)*Columns+16+3*column+i] = uint16(attribute)<<8 | uint16(character)
		}
	}
}

// greeting has 15 characters.
const greeting = "Go on the metal"

// Greeting is a line of text in the middle, black on green.
func Greeting(cells []uint16) {
	at := Rows/2*Columns + (Columns-len(greeting))/2
	for i := range len(greeting) {
		cells[at+i] = uint16(textscreen.Black.On(textscreen.Green))<<8 | uint16(greeting[i])
	}
}

// Picture fills the screen by copy. Of the picture's 26 rows a screen holds 25:
// copy stops where the cells end.
func Picture(cells []uint16) {
	copy(cells, pictureCells)
}

// pictureCells are the picture as a screen has it.
var pictureCells = func() []uint16 {
	var cells []uint16
	for _, row := range picture {
		cells = append(cells, row.cells()...)
	}
	return cells
}()
