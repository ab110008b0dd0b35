// SPDX-License-Identifier: MIT

package language

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
)

// caught runs what must panic with a runtime error whose text has a part.
func caught(part string, what func()) (err error) {
	defer func() {
		fault, ok := recover().(runtime.Error)
		if !ok || !strings.Contains(fault.Error(), part) {
			err = fmt.Errorf("recovered %v, want %q", fault, part)
		}
	}()
	what()
	return fmt.Errorf("no panic, want %q", part)
}

// all runs several in the order of its arguments, and joins what went wrong.
func all(errs ...error) error {
	return errors.Join(errs...)
}

// What the compiler must not know.
var (
	nothing  *[4096]int
	nobody   func()
	zero     int
	few      = []int{1, 2, 3}
	noMap    map[string]int
	anything any = "text"
)

func nilDereference() error {
	for range 100 {
		if err := caught("nil pointer", func() { nothing[7] = 1 }); err != nil {
			return err
		}
	}
	return nil
}

func nilCalls() error {
	var none fmt.Stringer
	return all(
		caught("nil pointer", func() { nobody() }),
		caught("nil pointer", func() { _ = none.String() }),
	)
}

func divide() error {
	return caught("divide by zero", func() { few[0] = 1 / zero })
}

// bounds keeps what lies beside a slice from what is written past its ends.
func bounds() error {
	array := [5]int{7, 1, 2, 3, 7}
	middle := array[1:4:4]
	err := all(
		caught("index out of range [3] with length 3", func() { middle[zero+3] = 1 }),
		caught("index out of range [-1]", func() { middle[zero-1] = 1 }),
		caught("slice bounds out of range [:4] with capacity 3", func() { _ = middle[:zero+4] }),
		caught("slice bounds out of range [2:1]", func() { _ = middle[zero+2 : zero+1] }),
		caught("index out of range [5] with length 4", func() { _ = "word"[zero+5] }),
	)
	if err == nil && array != [5]int{7, 1, 2, 3, 7} {
		return fmt.Errorf("the array is %v", array)
	}
	return err
}

func makePanics() error {
	return all(
		caught("makeslice: len out of range", func() { _ = make([]int, zero-1) }),
		caught("makechan: size out of range", func() { _ = make(chan int, zero-1) }),
		caught("negative shift amount", func() { few[0] = 1 << (zero - 1) }),
	)
}

func nilMap() error {
	if noMap["a"] != 0 || len(noMap) != 0 {
		return errors.New("a nil map has entries")
	}
	delete(noMap, "a")
	return caught("assignment to entry in nil map", func() { noMap["a"] = 1 })
}

func uncomparable() error {
	function := any(func() {})
	return all(
		caught("comparing uncomparable type func()", func() { _ = function == function }),
		caught("hash of unhashable type []int", func() { _ = map[any]int{any(few): 1} }),
	)
}

func typeAssertions() error {
	if _, ok := anything.(int); ok {
		return errors.New("a string is an int")
	}
	return all(
		caught("interface {} is string, not int", func() { _ = anything.(int) }),
		caught("string is not fmt.Stringer: missing method String", func() { _ = anything.(fmt.Stringer) }),
	)
}

func closedChannels() error {
	closed := make(chan int)
	close(closed)
	if n, open := <-closed; open || n != 0 {
		return fmt.Errorf("received %d, open is %v", n, open)
	}
	var none chan int
	return all(
		caught("send on closed channel", func() { closed <- 1 }),
		caught("close of closed channel", func() { close(closed) }),
		caught("close of nil channel", func() { close(none) }),
	)
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

// panicAgain panics while it panics: the newest is what is recovered.
func panicAgain() error {
	var recovered []any
	func() {
		defer func() { recovered = append(recovered, recover(), recover()) }()
		defer func() {
			first := recover()
			panic(fmt.Sprint(first, " again"))
		}()
		panic("first")
	}()
	if !slices.Equal(recovered, []any{"first again", nil}) {
		return fmt.Errorf("recovered %v", recovered)
	}
	return nil
}

// recoverDepth recovers only in what was deferred itself.
func recoverDepth() (err error) {
	defer func() {
		if recover() == nil {
			err = errors.New("a function called by a deferred one recovered")
		}
	}()
	defer func() {
		func() { _ = recover() }()
	}()
	panic("deep")
}

// panicNil turns into an error, so that recover tells it from no panic.
func panicNil() error {
	return caught("panic called with nil argument", func() { panic(nil) })
}

// goexit ends a goroutine, runs what it deferred, and is not a panic.
func goexit() error {
	var recovered any = "nothing ran"
	ended := make(chan bool)
	returned := false
	go func() {
		defer close(ended)
		defer func() { recovered = recover() }()
		func() { runtime.Goexit() }()
		returned = true
	}()
	<-ended
	if recovered != nil || returned {
		return fmt.Errorf("recovered %v, returned %v", recovered, returned)
	}
	return nil
}
