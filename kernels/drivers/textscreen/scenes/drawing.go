// SPDX-License-Identifier: MIT

package scenes

// glyphs are the characters beyond ASCII that drawings use, and their bytes.
// IBM Character Data Representation Architecture, code page 00437.
var glyphs = map[rune]byte{
	'░': 0xb0, '▒': 0xb1, '▓': 0xb2, '█': 0xdb, '▄': 0xdc, '▀': 0xdf, '∙': 0xf9, '·': 0xfa,
}

// A drawing is a row of cells as one writes it down: characters, and a
// hexadecimal digit a cell for colour and background.
type drawing struct {
	characters, colours, backgrounds string
}

// cells returns a drawing as a screen has it. A character that no screen of
// ours has is a question mark.
func (d drawing) cells() []uint16 {
	var cells []uint16
	for _, character := range d.characters {
		glyph, known := glyphs[character]
		switch {
		case known:
		case character <= '~':
			glyph = byte(character)
		default:
			glyph = '?'
		}
		at := len(cells)
		attribute := uint16(digit(d.backgrounds[at]))<<4 | uint16(digit(d.colours[at]))
		cells = append(cells, attribute<<8|uint16(glyph))
	}
	return cells
}

// digit returns the value of a hexadecimal digit in lower case.
func digit(character byte) byte {
	if character >= 'a' {
		return character - 'a' + 10
	}
	return character - '0'
}
