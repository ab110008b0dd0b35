// SPDX-License-Identifier: MIT

package runtime

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// pipe passes more through a pipe than fits in it, to a reader that waits.
func pipe() error {
	reader, writer, err := os.Pipe()
	if err != nil {
		return err
	}
	defer reader.Close()
	const size = 100000
	go func() {
		defer writer.Close()
		for n := range size / 100 {
			fmt.Fprintf(writer, "%99d\n", n)
		}
	}()
	all, err := io.ReadAll(reader)
	if err != nil || len(all) != size || string(all[size-5:]) != " 999\n" {
		return fmt.Errorf("%d bytes came: %w", len(all), err)
	}
	return nil
}

// protection takes a page away, which then faults, and gives it back as it was.
func protection() (err error) {
	pages, err := syscall.Mmap(-1, 0, 3*4096, syscall.PROT_READ|syscall.PROT_WRITE,
		syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return err
	}
	for i := range pages {
		pages[i] = byte(i / 4096)
	}
	if err := syscall.Mprotect(pages[4096:8192], syscall.PROT_NONE); err != nil {
		return err
	}
	faulted := faults(&pages[4096+7])
	if err := syscall.Mprotect(pages[4096:8192], syscall.PROT_READ|syscall.PROT_WRITE); err != nil {
		return err
	}
	if !faulted || pages[4095] != 0 || pages[4096+7] != 1 || pages[8192] != 2 {
		return fmt.Errorf("faulted is %v, what it holds %d", faulted, pages[4096+7])
	}
	return syscall.Munmap(pages)
}

// signals come to who asked for them.
func signals() error {
	came := make(chan os.Signal, 1)
	signal.Notify(came, syscall.SIGUSR1)
	defer signal.Stop(came)
	if err := syscall.Kill(os.Getpid(), syscall.SIGUSR1); err != nil {
		return err
	}
	if got := <-came; got != syscall.SIGUSR1 {
		return fmt.Errorf("it is %v", got)
	}
	return nil
}
