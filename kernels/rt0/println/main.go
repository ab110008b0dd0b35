// SPDX-License-Identifier: MIT

// Println writes a line to standard error.
package main

// Result is for a host to find.
var Result int

func main() {
	println("forty-two")
	Result = 42
}
