package main

import (
	"bufio"
	"fmt"
	"io"
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
