// SPDX-License-Identifier: MIT

// Package cpu is the processor as only a kernel may use it.
package cpu

// Halt turns interrupts off and stops this processor for good: nothing runs
// any more, and nothing is said about it.
func Halt()

// Reset makes the machine start anew. On x86 that is a triple fault, on arm64
// the firmware's SYSTEM_RESET.
func Reset()

// Undefined runs an instruction that no processor knows.
func Undefined()
