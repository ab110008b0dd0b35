// SPDX-License-Identifier: MIT

package arguments

import "testing"

func TestText(t *testing.T) {
	a := Arguments{"quiet", "fault=nil", "fault=loop", "screen=0xb8000,80x25"}
	for name, want := range map[string]string{
		"fault":  "loop",
		"screen": "0xb8000,80x25",
		"quiet":  "none",
		"absent": "none",
	} {
		if got := a.Text(name, "none"); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestInt(t *testing.T) {
	a := Arguments{"exit=7", "hex=0x10", "minus=-1", "word=seven"}
	for name, want := range map[string]int{"exit": 7, "hex": 16, "minus": -1, "word": 42, "absent": 42} {
		if got := a.Int(name, 42); got != want {
			t.Errorf("%s is %d, want %d", name, got, want)
		}
	}
}
