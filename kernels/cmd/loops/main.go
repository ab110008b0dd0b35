// SPDX-License-Identifier: MIT

// Loops does things over and over that need a kernel or do not, for somebody else to take
// the time: each that is named among its arguments, then each that a line of standard
// input names. It is a bare-metal kernel, and with the build tag "hosted" a program of
// Linux.
package main

import (
	"bufio"
	"fmt"
	"os"
	"syscall"
)

// A task does something so many times.
type task struct {
	times int
	do    func(times int)
}

var tasks = map[string]task{
	"nothing":     {1, func(int) {}},
	"arithmetic":  {50_000_000, arithmetic},
	"memory":      {2_000_000, memory},
	"system-call": {50_000, systemCall},
	"goroutines":  {20_000, goroutines},
}

func main() {
	fmt.Println("ready")
	for _, name := range os.Args[1:] {
		run(name)
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan() && lines.Text() != ""; {
		run(lines.Text())
	}
}

// run does a task and says how often; what is none is left out.
func run(name string) {
	if t, known := tasks[name]; known {
		t.do(t.times)
		fmt.Printf("%s: %d\n", name, t.times)
	}
}

// sink keeps results, or the compiler would leave out what makes them.
var sink uint64

// arithmetic needs nothing but the processor: xorshift64, Marsaglia, "Xorshift RNGs", 2003.
func arithmetic(times int) {
	x := uint64(88172645463325252)
	for range times {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	sink += x
}

// memory reads 8 MiB here and there.
func memory(times int) {
	words := make([]uint64, 1<<20)
	x := uint64(1)
	for range times {
		x = x*6364136223846793005 + 1442695040888963407
		at := x >> 44
		words[at] += x
		sink += words[at]
	}
}

// systemCall enters the kernel for next to nothing.
func systemCall(times int) {
	for range times {
		syscall.RawSyscall(syscall.SYS_GETPID, 0, 0, 0)
	}
}

// goroutines hands a number to and fro.
func goroutines(times int) {
	there, back := make(chan int), make(chan int)
	go func() {
		for n := range there {
			back <- n
		}
		close(back)
	}()
	for n := range times {
		there <- n
		<-back
	}
	close(there)
	<-back
}
