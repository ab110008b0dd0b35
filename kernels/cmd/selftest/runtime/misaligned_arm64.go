// SPDX-License-Identifier: MIT

package runtime

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"unsafe"
)

// misaligned faults on arm64: exclusive accesses must be aligned, and the alignment
// fault comes as SIGBUS, which is a panic for who asked for that.
func misaligned() (err error) {
	word := misalignedWord()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		fault, ok := recover().(interface {
			runtime.Error
			Addr() uintptr
		})
		if !ok || fault.Addr() != uintptr(unsafe.Pointer(word)) || *word != 0 {
			err = fmt.Errorf("recovered %v, the word at %p is %#x", fault, word, *word)
		} else if !strings.Contains(fault.Error(), "invalid memory address") {
			err = fmt.Errorf("recovered %v", fault)
		}
	}()
	return fmt.Errorf("the sum is %#x", atomic.AddUint64(word, 1))
}
