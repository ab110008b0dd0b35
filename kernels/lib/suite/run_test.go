// SPDX-License-Identifier: MIT

package suite

import (
	"errors"
	"io"
	"testing"
	"time"

	"emubench/kernels/lib/record"
)

func TestAttempt(t *testing.T) {
	wrong := errors.New("wrong")
	for name, c := range map[string]struct {
		check func() error
		want  string
	}{
		"pass":  {func() error { return nil }, "<nil>"},
		"fail":  {func() error { return wrong }, "wrong"},
		"panic": {func() error { panic("oh") }, "panic: oh"},
		"hang":  {func() error { select {} }, "still running after 1ms"},
	} {
		patience := time.Minute
		if name == "hang" {
			patience = time.Millisecond
		}
		got := "<nil>"
		if err := attempt(c.check, patience); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestRunTells(t *testing.T) {
	to := record.NewSender(io.Discard)
	if passed, err := Run(to, "right", func() error { return nil }, time.Minute); !passed || err != nil {
		t.Errorf("a right check: %v, %v", passed, err)
	}
	if passed, err := Run(to, "wrong", func() error { return errors.New("no") }, time.Minute); passed || err != nil {
		t.Errorf("a wrong check: %v, %v", passed, err)
	}
}
