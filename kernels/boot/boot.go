// Package boot makes a Go program a kernel: it carries the shim on which the
// runtime stands. A kernel's main package imports it for nothing but that.
package boot

// start is the image's entry. It tells the shim where the runtime begins.
// The shim, a .syso that the Makefile adds, is linked only because of it.
func start()
