// SPDX-License-Identifier: MIT

package language

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// greeting has characters of 1, 2, 3 and 4 bytes.
const greeting = "aä€😀"

func utf8Strings() error {
	if len(greeting) != 10 || utf8.RuneCountInString(greeting) != 4 {
		return fmt.Errorf("%d bytes and %d runes", len(greeting), utf8.RuneCountInString(greeting))
	}
	var starts []int
	for start := range greeting {
		starts = append(starts, start)
	}
	if !slices.Equal(starts, []int{0, 1, 3, 6}) {
		return fmt.Errorf("the runes start at %v", starts)
	}
	if got := string([]rune(greeting)[2:]) + greeting[1:3]; got != "€😀ä" {
		return fmt.Errorf("parts of it are %q", got)
	}
	return nil
}

// brokenUTF8 has each byte that is part of no character count as U+FFFD.
func brokenUTF8() error {
	broken := "a\xff" + greeting[6:8] + "b"
	if got := []rune(broken); !slices.Equal(got, []rune{'a', 0xfffd, 0xfffd, 0xfffd, 'b'}) {
		return fmt.Errorf("the runes are %q", got)
	}
	if utf8.ValidString(broken) || strings.ToValidUTF8(broken, "?") != "a?b" {
		return fmt.Errorf("made valid it is %q", strings.ToValidUTF8(broken, "?"))
	}
	if got := string(rune(0xd800)); got != "\ufffd" {
		return fmt.Errorf("a surrogate is %q", got)
	}
	return nil
}

// immutable strings keep what they were when the bytes they came from change.
func immutable() error {
	bytes := []byte("boot")
	word := string(bytes)
	bytes[0] = 'r'
	back := []byte(word)
	back[1] = 'x'
	if word != "boot" || string(bytes) != "root" {
		return fmt.Errorf("they are %q and %q", word, bytes)
	}
	return nil
}

func unicodeTables() error {
	if got := strings.ToUpper("straße ǆ ω"); got != "STRAßE Ǆ Ω" {
		return fmt.Errorf("in capitals it is %q", got)
	}
	if !unicode.Is(unicode.Han, '機') || unicode.IsLetter('٣') || !unicode.IsDigit('٣') {
		return fmt.Errorf("a class of characters is wrong")
	}
	if !strings.EqualFold("Σίσυφος", "ΣΊΣΥΦΟΣ") {
		return fmt.Errorf("case folding differs")
	}
	return nil
}

func stringTools() error {
	if got := strings.Fields(" a  b\tc\n"); !slices.Equal(got, []string{"a", "b", "c"}) {
		return fmt.Errorf("the fields are %q", got)
	}
	before, after, found := strings.Cut("console=ttyS0", "=")
	if !found || before != "console" || after != "ttyS0" {
		return fmt.Errorf("cut into %q and %q", before, after)
	}
	long := strings.Repeat("ab", 5000) + "needle" + strings.Repeat("n", 100)
	if at := strings.Index(long, "needle"); at != 10000 {
		return fmt.Errorf("the needle is at %d", at)
	}
	if got := strings.NewReplacer("<", "&lt;", "&", "&amp;").Replace("<&>"); got != "&lt;&amp;>" {
		return fmt.Errorf("replaced it is %q", got)
	}
	return nil
}
