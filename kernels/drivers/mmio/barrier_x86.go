// SPDX-License-Identifier: MIT

//go:build amd64 || 386

package mmio

// barrier has nothing to do: stores are seen in their order. Intel SDM volume 3A,
// section 9.2.2.
func barrier() {}
