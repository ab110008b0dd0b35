// SPDX-License-Identifier: MIT

package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"syscall"
)

// echo gives back line by line what it reads, until a line is empty.
func echo(from io.Reader, to io.Writer) error {
	fmt.Fprintln(to, "ready")
	lines := bufio.NewScanner(from)
	for lines.Scan() && lines.Text() != "" {
		if _, err := fmt.Fprintf(to, "read %q\n", lines.Text()); err != nil {
			return err
		}
	}
	return lines.Err()
}

// blockingInput is standard input without the runtime's poller: a read holds up
// its thread.
type blockingInput struct{}

func (blockingInput) Read(to []byte) (int, error) {
	for {
		n, err := syscall.Read(syscall.Stdin, to)
		if err != syscall.EINTR {
			return n, err
		}
	}
}

// input returns standard input as the argument way= says.
func input(way string) (io.Reader, error) {
	if way != "blocking" {
		return os.Stdin, nil
	}
	return blockingInput{}, syscall.SetNonblock(syscall.Stdin, false)
}
