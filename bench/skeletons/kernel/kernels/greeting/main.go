// Command greeting is a kernel: it runs on the bare machine, with all of Go's runtime.
package main

import (
	"fmt"
	"os"
	"runtime"

	_ "emubench/kernels/boot" // makes the program a kernel
)

func main() {
	answer := make(chan int)
	go func() { answer <- 6 * 7 }()
	fmt.Println("greetings from", runtime.GOARCH)
	os.Exit(<-answer)
}
