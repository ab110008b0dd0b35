// SPDX-License-Identifier: MIT

package cpu

// MaskInterrupts keeps interrupts from this processor and returns what
// RestoreInterrupts needs: whether they came through before. In between nothing
// may call what can grow a stack or yield: Go's scheduler would hand the mask
// to another goroutine.
func MaskInterrupts() (before uintptr)

// RestoreInterrupts lets interrupts through again, if they came through before
// the MaskInterrupts that returned before.
func RestoreInterrupts(before uintptr)
