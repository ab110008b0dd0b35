package main

import (
	"os"

	"emubench/kernels/cpu"
)

// faults are the ways to go wrong, by name.
var faults = map[string]func(){
	"nil":    dereferenceNil,
	"bounds": overrun,
	"panic":  func() { panic("a panic that was asked for") },
	"loop":   loop,
	"silent": cpu.Halt,
	"flood":  flood,
	"triple": cpu.Reset,
}

// nothing is a variable, so that the compiler does not know what it holds.
var nothing *int

func dereferenceNil() {
	*nothing = 1
}

func loop() {
	for {
	}
}

// flood writes without an end what no reader may stumble over: zeros, bytes
// that are no UTF-8, the beginning of a record, and a very long line.
func flood() {
	chunk := []byte("flood\x00\xff\xfe\xc3(\xf5BR\xf5")
	for {
		os.Stdout.Write(chunk)
	}
}
