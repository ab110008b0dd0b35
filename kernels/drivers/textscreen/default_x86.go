// SPDX-License-Identifier: MIT

//go:build amd64 || 386

package textscreen

// Default is the screen of VGA's text mode 3.
// IBM VGA Technical Reference, "Display Buffer".
var Default = Place{Address: 0xb8000, Columns: 80, Rows: 25}
