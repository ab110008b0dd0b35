// SPDX-License-Identifier: MIT

package scenes

// shades are the tones of a material, from dark to bright.
const shades = 12

// palette has the tones of each material, in the order of the materials: 84 in all.
var palette = [materials]drawing{
	{" ░▒▓ ░▒▓ ░▒▓", "111115555ccc", "000011115555"},
	{" ░▒▓█░▒▓█▓▒█", "66666eeeeeff", "000006666770"},
	{" ░▒▓█░▒▓█▓▒█", "44444ccccccf", "000004444770"},
	{" ░▒▓█░▒▓█▓▒█", "111119999bbf", "000001111330"},
	{" ░▒▓█░▒▓█▓▒█", "22222aaaaabf", "000002222370"},
	{" ░▒▓█▒▓█░▒▓█", "88888777ffff", "000000007770"},
	{" ░▒▒▓▓██▒▓██", "888888887777", "000000000000"},
}

// tones are the palette as a screen has it.
var tones = func() (tones [shades * materials]uint16) {
	for of, row := range palette {
		copy(tones[of*shades:], row.cells())
	}
	return tones
}()
