package main

import (
	_ "emubench/kernels/boot"
	"os"
	"runtime"
)

func main() {
	println("hello from Go", runtime.Version())
	for _, a := range os.Args {
		println(a)
	}
	os.Exit(42)
}
