// SPDX-License-Identifier: MIT

package main

import "emubench/kernels/drivers/textscreen"

// The rows of the greeting.
const (
	titleRow    = 0
	greetingRow = 2
	paletteRow  = 4
)

// paint draws a title bar, the greeting and one cell of every colour on an
// otherwise empty screen.
func paint(s *textscreen.Screen) {
	s.Clear(textscreen.Plain)
	title := textscreen.White.On(textscreen.Blue)
	s.FillRow(titleRow, title)
	s.Text(titleRow, 1, "Go on bare metal", title)
	s.Text(greetingRow, 0, greeting(), textscreen.Black.On(textscreen.Green))
	for colour := range textscreen.Colour(textscreen.Colours) {
		s.Put(paletteRow, int(colour), ' ', textscreen.Black.On(colour))
	}
}
