// SPDX-License-Identifier: MIT

package main

import _ "unsafe" // for go:linkname

// procPin marks the thread as one that must not be given to another goroutine:
// the runtime's own word for the context that an interrupt handler has.
//
//go:linkname procPin runtime.procPin
func procPin() int

// park waits where nothing may wait.
func park() {
	procPin()
	<-make(chan int)
}
