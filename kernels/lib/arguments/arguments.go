// SPDX-License-Identifier: MIT

// Package arguments reads a kernel's command line: words of the form NAME=VALUE.
// Words that nobody asks for are ignored.
package arguments

import (
	"strconv"
	"strings"
)

// Arguments are the words after the kernel's name: os.Args[1:].
type Arguments []string

// Text returns the value of a name, or another if the name is absent. The last
// of several counts.
func (a Arguments) Text(name, otherwise string) string {
	value := otherwise
	for _, word := range a {
		if n, v, found := strings.Cut(word, "="); found && n == name {
			value = v
		}
	}
	return value
}

// Int returns the value of a name, or another if the name is absent or its
// value is not a number.
func (a Arguments) Int(name string, otherwise int) int {
	if value, err := strconv.ParseInt(a.Text(name, ""), 0, strconv.IntSize); err == nil {
		return int(value)
	}
	return otherwise
}
