package main

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"strings"
)

func maps() error {
	squares := make(map[string]int)
	for i := range 10000 {
		squares[fmt.Sprint(i)] = i * i
	}
	for i := 0; i < 10000; i += 2 {
		delete(squares, fmt.Sprint(i))
	}
	if len(squares) != 5000 || squares["77"] != 77*77 {
		return fmt.Errorf("%d entries, the square of 77 is %d", len(squares), squares["77"])
	}
	return nil
}

type shape interface{ area() float64 }

type square float64

func (s square) area() float64 { return float64(s * s) }

func interfaces() error {
	var s any = square(3)
	if s, ok := s.(shape); !ok || s.area() != 9 {
		return errors.New("a square is no shape, or its area is not 9")
	}
	if _, ok := s.(error); ok {
		return errors.New("a square is an error")
	}
	return nil
}

func deferred() error {
	var order strings.Builder
	func() {
		defer func() {
			order.WriteString(fmt.Sprint(recover()))
		}()
		defer order.WriteString("2")
		defer order.WriteString("1")
		panic("3")
	}()
	if order.String() != "123" {
		return fmt.Errorf("the order is %v", order.String())
	}
	return nil
}

// caught runs what must panic with a runtime error whose text has a part.
func caught(part string, what func()) (err error) {
	defer func() {
		fault, ok := recover().(runtime.Error)
		if !ok || !strings.Contains(fault.Error(), part) {
			err = fmt.Errorf("recovered %v, want %q", fault, part)
		}
	}()
	what()
	return errors.New("no panic")
}

// What the compiler must not know.
var (
	nothing *[4096]int
	zero    int
	few     = []int{1, 2, 3}
)

func nilDereference() error {
	for range 100 {
		if err := caught("nil pointer", func() { nothing[7] = 1 }); err != nil {
			return err
		}
	}
	return nil
}

func divide() error {
	return caught("divide by zero", func() { few[0] = 1 / zero })
}

func bounds() error {
	return caught("index out of range", func() { few[zero+3] = 1 })
}

// floats keeps one goroutine's floating point registers from another's.
func floats() error {
	results := make(chan float64)
	for i := range 8 {
		go func() {
			sum := 0.0
			for n := range 200000 {
				sum += math.Sqrt(float64(n)) * float64(i)
			}
			results <- sum / float64(max(i, 1))
		}()
	}
	want := 0.0
	for n := range 200000 {
		want += math.Sqrt(float64(n))
	}
	for range 8 {
		if got := <-results; got != 0 && math.Abs(got/want-1) > 1e-9 {
			return fmt.Errorf("the sum is %v, want %v", got, want)
		}
	}
	return nil
}
