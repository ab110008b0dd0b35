// SPDX-License-Identifier: MIT

package cpu

// Hypervisor returns nothing: an arm64 processor has no such register. A guest of
// a hypervisor would ask by a call of SMCCC (DEN 0028), which QEMU's TCG has not.
func Hypervisor() string { return "" }
