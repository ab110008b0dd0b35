// SPDX-License-Identifier: MIT

// Package interrupts keeps interrupts from a processor for a while.
package interrupts

// Mask keeps interrupts from this processor and returns what
// Restore needs: whether they came through before. In between nothing
// may call what can grow a stack or yield: Go's scheduler would hand the mask
// to another goroutine.
func Mask() (before uintptr)

// Restore lets interrupts through again, if they came through before
// the Mask that returned before.
func Restore(before uintptr)
