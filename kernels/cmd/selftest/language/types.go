// SPDX-License-Identifier: MIT

package language

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

type shape interface{ area() float64 }

type square float64

func (s square) area() float64 { return float64(s * s) }

func interfaces() error {
	var s any = square(3)
	if s, ok := s.(shape); !ok || s.area() != 9 {
		return errors.New("a square is not a shape, or its area is not 9")
	}
	if _, ok := s.(error); ok {
		return errors.New("a square is an error")
	}
	return nil
}

type device struct{ name string }

func (d *device) rename(name string) { d.name = name }
func (d device) String() string      { return "device " + d.name }

type board struct {
	*device
	io.Writer
	strings.Builder
	cpus int
}

// embedding promotes fields and methods, of pointers and interfaces too.
func embedding() error {
	b := &board{device: &device{"uart"}, Writer: io.Discard, cpus: 4}
	b.rename("pl011")
	if b.name != "pl011" || b.device.String() != "device pl011" {
		return fmt.Errorf("its name is %q", b.name)
	}
	var grower interface{ Grow(int) } = b
	grower.Grow(64)
	if b.Cap() < 64 {
		return fmt.Errorf("its capacity is %d", b.Cap())
	}
	return nil
}

func kindOf(value any) string {
	switch value := value.(type) {
	case nil:
		return "nil"
	case int, uint:
		return fmt.Sprintf("integer %v", value)
	case func() int:
		return fmt.Sprintf("function of %d", value())
	case error:
		return "error " + value.Error()
	case fmt.Stringer:
		return value.String()
	case []any:
		return fmt.Sprint(len(value), " values")
	default:
		return fmt.Sprintf("%T", value)
	}
}

func typeSwitches() error {
	for want, value := range map[string]any{
		"nil":           nil,
		"integer 7":     uint(7),
		"function of 3": func() int { return 3 },
		"error lost":    errors.New("lost"),
		"device x":      device{"x"},
		"2 values":      []any{1, nil},
		"map[int]bool":  map[int]bool{},
	} {
		if got := kindOf(value); got != want {
			return fmt.Errorf("%#v is %q, want %q", value, got, want)
		}
	}
	return nil
}

type missing struct{}

func (*missing) Error() string { return "missing" }

// nilInterfaces differ from interfaces that hold a nil pointer.
func nilInterfaces() error {
	var none *missing
	var err error = none
	if err == nil {
		return errors.New("an error that holds a nil pointer is nil")
	}
	if err = error(nil); err != nil {
		return errors.New("a nil error is not nil")
	}
	return nil
}

type point struct {
	x, y float64
	name string
}

// comparisons go field by field and element by element, through interfaces too.
func comparisons() error {
	a, b := point{1, 2, "p"}, point{1, 2, strings.ToLower("P")}
	if a != b || any(a) != any(b) {
		return fmt.Errorf("%v differs from %v", a, b)
	}
	if b.y++; a == b {
		return fmt.Errorf("%v is %v", a, b)
	}
	if [2]point{a, b} != [...]point{{1, 2, "p"}, {1, 3, "p"}} {
		return errors.New("equal arrays differ")
	}
	if any(int32(1)) == any(int64(1)) {
		return errors.New("values of different types are equal")
	}
	return nil
}

// arrays are values: an assignment, an argument and a range copy them.
func arrays() error {
	original := [4]int{1, 2, 3, 4}
	copied := original
	for i, n := range original {
		original[3-i] = 0
		copied[i] += n
	}
	if original != [4]int{} || copied != [4]int{2, 4, 6, 8} {
		return fmt.Errorf("they are %v and %v", original, copied)
	}
	return nil
}
