// SPDX-License-Identifier: MIT

package mmio

// barrier keeps stores before it from being seen behind stores after it, by
// devices too.
func barrier()
