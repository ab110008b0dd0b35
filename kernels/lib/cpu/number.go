// SPDX-License-Identifier: MIT

package cpu

// Number returns which processor this is: what its interrupt controller calls
// it on x86, its affinity on arm64. The next instruction may run on another.
func Number() uint64
