// SPDX-License-Identifier: MIT

package runtime

import (
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"unsafe"
)

// unmapped is an address below Go's heap, where nothing ever is: 0xbf000000 on
// 32 bits, 0xbf00000000 on 64.
var unmapped = uintptr(0xbf000000) << (strconv.IntSize/4 - 8)

// badAddress recovers from a fault that is not a nil pointer, and learns where it was.
func badAddress() (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		fault, ok := recover().(interface{ Addr() uintptr })
		if !ok || fault.Addr() != unmapped {
			err = fmt.Errorf("recovered %v, want a fault at %#x", fault, unmapped)
		}
	}()
	**(**int)(unsafe.Pointer(&unmapped)) = 1
	return errors.New("no panic")
}

// faults tells whether reading a byte does.
func faults(at *byte) (fault bool) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() { fault = recover() != nil }()
	sink = *at
	return false
}

var sink byte
