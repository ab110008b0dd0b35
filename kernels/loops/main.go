// Loops times what a program does without its kernel and with it, and prints it in
// nanoseconds: the same program as a bare-metal kernel, and with the build tag "hosted"
// as a program of Linux.
package main

import (
	"fmt"
	"syscall"
	"time"
)

// rounds is how often each is timed.
const rounds = 9

// A task does something so many times.
type task struct {
	name  string
	times int
	do    func(times int)
}

func main() {
	for _, t := range []task{
		{"arithmetic", 20_000_000, arithmetic},
		{"memory", 1_000_000, memory},
		{"system call", 20_000, systemCall},
		{"goroutines", 20_000, goroutines},
	} {
		t.do(t.times / 10) // once, so that an emulator has translated it
		for range rounds {
			start := time.Now()
			t.do(t.times)
			fmt.Printf("%s: %.2f\n", t.name, float64(time.Since(start))/float64(t.times))
		}
	}
	fmt.Println("done")
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
