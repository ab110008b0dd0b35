// SPDX-License-Identifier: MIT

package textscreen

import (
	"errors"
	"strconv"
	"strings"
	"syscall"
	"unsafe"
)

// A Place is where a text screen lies in physical memory, and its size in cells.
type Place struct {
	Address       uintptr
	Columns, Rows int
}

// What is wrong with a place.
var (
	ErrPlace    = errors.New("screen: not of the form ADDRESS,COLUMNSxROWS")
	ErrNoMemory = errors.New("screen: no memory there")
)

// bytesPerCell is a character and its attribute.
const bytesPerCell = 2

// pageSize is that of the processor's page tables.
const pageSize = 4096

// Parse reads a place as the kernel's argument screen= gives it:
// 0x4f000000,80x25.
func Parse(text string) (Place, error) {
	address, size, _ := strings.Cut(text, ",")
	columns, rows, _ := strings.Cut(size, "x")
	a, err1 := strconv.ParseUint(address, 0, strconv.IntSize)
	c, err2 := strconv.ParseUint(columns, 10, 15)
	r, err3 := strconv.ParseUint(rows, 10, 15)
	if err1 != nil || err2 != nil || err3 != nil || c == 0 || r == 0 {
		return Place{}, ErrPlace
	}
	return Place{uintptr(a), int(c), int(r)}, nil
}

// Open returns the screen at a place, if there is memory.
func Open(place Place) (*Screen, error) {
	count := place.Columns * place.Rows
	if !mapped(place.Address, uintptr(count*bytesPerCell)) {
		return nil, ErrNoMemory
	}
	// By way of its own address: the integer is not a Go pointer that lost its type.
	first := *(**uint16)(unsafe.Pointer(&place.Address))
	return New(unsafe.Slice(first, count), place.Columns), nil
}

// mapped reports whether memory is there to be touched, by mincore(2).
func mapped(address, length uintptr) bool {
	start := address &^ (pageSize - 1)
	length += address - start
	pages := make([]byte, (length+pageSize-1)/pageSize)
	_, _, errno := syscall.RawSyscall(syscall.SYS_MINCORE, start, length, uintptr(unsafe.Pointer(&pages[0])))
	return errno == 0
}
