// SPDX-License-Identifier: MIT

package main

import "emubench/kernels/screen"

// The rows of the greeting.
const (
	titleRow    = 0
	greetingRow = 2
	paletteRow  = 4
)

// paint draws a title bar, the greeting and one cell of every colour on an
// otherwise empty screen.
func paint(s *screen.Screen) {
	s.Clear(screen.Plain)
	title := screen.White.On(screen.Blue)
	s.FillRow(titleRow, title)
	s.Text(titleRow, 1, "Go on bare metal", title)
	s.Text(greetingRow, 0, greeting(), screen.Black.On(screen.Green))
	for colour := range screen.Colour(screen.Colours) {
		s.Put(paletteRow, int(colour), ' ', screen.Black.On(colour))
	}
}
