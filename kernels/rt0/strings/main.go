// SPDX-License-Identifier: MIT

// Strings joins two strings that no compiler can.
package main

// Result is for a host to find.
var Result int

var text = "forty"

func main() {
	text += "-two"
	Result = len(text) * 42 / 9
}
