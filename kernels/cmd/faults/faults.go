// SPDX-License-Identifier: MIT

package main

import (
	"os"
	"runtime"
	"strconv"
	"unsafe"

	"emubench/kernels/lib/cpu"
)

// faults are the ways to go wrong, by name.
var faults = map[string]func(){
	"nil":      dereferenceNil,
	"wild":     dereferenceWild,
	"constant": writeConstant,
	"code":     writeCode,
	"divide":   divide,
	"overflow": func() { descend(0) },
	"illegal":  cpu.Undefined,
	"bounds":   overrun,
	"panic":    func() { panic("a panic that was asked for") },
	"loop":     loop,
	"silent":   cpu.Halt,
	"flood":    flood,
	"triple":   cpu.Reset,
}

// nothing is a variable, so that the compiler does not know what it holds.
var nothing *int

func dereferenceNil() {
	*nothing = 1
}

// wild is an address below Go's heap, where nothing ever is: 0xbf000000 on 32
// bits, 0xbf00000000 on 64. It is a variable for the same reason.
var wild = uintptr(0xbf000000) << (strconv.IntSize/4 - 8)

func dereferenceWild() {
	**(**int)(unsafe.Pointer(&wild)) = 1
}

// constant lies among the constants of the image; it is not a Go constant, so that it has
// an address.
var constant = "constant"

func writeConstant() {
	*unsafe.StringData(constant) = 'C'
}

// writeCode overwrites the function that calls it.
func writeCode() {
	pc, _, _, _ := runtime.Caller(0)
	**(**byte)(unsafe.Pointer(&pc)) = 0
}

// zero is a variable, so that the compiler lets it divide.
var zero int

func divide() {
	os.Exit(1 / zero)
}

// descend calls itself with a frame of a page until the stack may not grow.
func descend(depth int) int {
	var frame [4096]byte
	frame[depth%len(frame)] = 1
	return descend(depth+1) + int(frame[0])
}

func loop() {
	for {
	}
}

// flood writes without an end what no reader may stumble over: zeros, bytes
// that are not UTF-8, the beginning of a record, and a very long line.
func flood() {
	chunk := []byte("flood\x00\xff\xfe\xc3(\xf5BR\xf5")
	for {
		os.Stdout.Write(chunk)
	}
}
