// SPDX-License-Identifier: MIT

//go:build amd64 || 386

package main

// restorer is what the handler returns to: rt_sigreturn(2).
func restorer()
