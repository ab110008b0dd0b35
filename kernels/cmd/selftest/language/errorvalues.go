// SPDX-License-Identifier: MIT

package language

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// errorTrees are searched through what they wrap, one error or several.
func errorTrees() error {
	missingFile := &fs.PathError{Op: "open", Path: "/a", Err: fs.ErrNotExist}
	wrapped := fmt.Errorf("cannot boot: %w", errors.Join(io.EOF, fmt.Errorf("no file: %w", missingFile)))
	if !errors.Is(wrapped, io.EOF) || !errors.Is(wrapped, fs.ErrNotExist) || errors.Is(wrapped, io.ErrClosedPipe) {
		return fmt.Errorf("it is not what it wraps: %w", wrapped)
	}
	var found *fs.PathError
	if !errors.As(wrapped, &found) || found != missingFile {
		return fmt.Errorf("found is %v", found)
	}
	if want := "cannot boot: EOF\nno file: open /a: file does not exist"; wrapped.Error() != want {
		return fmt.Errorf("%q, want %q", wrapped, want)
	}
	return nil
}

// systemErrors are what the shim answers: there is no file to open, and none can be made.
func systemErrors() error {
	_, err := os.Open("/etc/passwd")
	if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("open says %v", err)
	}
	if _, err = os.Create("/new"); !errors.Is(err, syscall.EROFS) {
		return fmt.Errorf("create says %v", err)
	}
	if err = os.Mkdir("/new", 0o700); !errors.Is(err, syscall.EROFS) {
		return fmt.Errorf("mkdir says %v", err)
	}
	if _, err = os.NewFile(99, "nothing").Write([]byte("x")); err == nil {
		return errors.New("a file that there is not was written")
	}
	return nil
}
