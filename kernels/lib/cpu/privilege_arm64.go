// SPDX-License-Identifier: MIT

package cpu

import "strconv"

// Bits 3 and 2 of CurrentEL. Arm ARM (DDI 0487), section C5.2.2.
const (
	levelShift = 2
	levelMask  = 3
)

func currentEL() uint64

// Privilege names the level at which the caller runs: "EL1" in a kernel.
func Privilege() string {
	return "EL" + strconv.Itoa(int(currentEL()>>levelShift&levelMask))
}
