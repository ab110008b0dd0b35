// SPDX-License-Identifier: MIT

//go:build amd64 || 386

package cpu

import "strconv"

// ringMask is the current privilege level in the code segment's selector.
// Intel SDM volume 3A, section 5.5.
const ringMask = 3

func codeSegment() uintptr

// Privilege names the level at which the caller runs: "ring 0" in a kernel.
func Privilege() string {
	return "ring " + strconv.Itoa(int(codeSegment()&ringMask))
}
