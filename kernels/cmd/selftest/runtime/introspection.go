// SPDX-License-Identifier: MIT

package runtime

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync/atomic"
	"unsafe"
)

func callers() error {
	var found string
	func() {
		programCounters := make([]uintptr, 10)
		frames := runtime.CallersFrames(programCounters[:runtime.Callers(1, programCounters)])
		for range 2 {
			frame, _ := frames.Next()
			found += frame.Function + " "
		}
	}()
	if found != "emubench/kernels/cmd/selftest/runtime.callers.func1 emubench/kernels/cmd/selftest/runtime.callers " {
		return fmt.Errorf("the callers are %s", found)
	}
	if _, file, line, ok := runtime.Caller(0); !ok || !strings.HasSuffix(file, "introspection.go") || line < 1 {
		return fmt.Errorf("this is %s:%d", file, line)
	}
	return nil
}

// stacks are those of all goroutines, as a panic prints them.
func stacks() error {
	waits, wake := make(chan bool), make(chan bool)
	go func() {
		close(waits)
		<-wake
	}()
	<-waits
	defer close(wake)
	text := make([]byte, 1<<16)
	all := string(text[:runtime.Stack(text, true)])
	if !strings.Contains(all, "runtime.stacks(") || !strings.Contains(all, "runtime.stacks.func1()") {
		return fmt.Errorf("the stacks are %s", all)
	}
	return nil
}

type register struct {
	Name  string `bus:"mmio"`
	Width uint8
	limit int
}

func (r register) Describe(prefix string) string { return prefix + r.Name }

// reflection reads, sets, calls and makes what is known by type only.
func reflection() error {
	r := register{"control", 32, 1}
	value := reflect.ValueOf(&r).Elem()
	value.FieldByName("Width").SetUint(8)
	if field, _ := value.Type().FieldByName("Name"); r.Width != 8 || field.Tag.Get("bus") != "mmio" {
		return fmt.Errorf("the width is %d, the tag %q", r.Width, field.Tag)
	}
	if value.FieldByName("limit").CanSet() {
		return fmt.Errorf("a field without a capital can be set")
	}
	results := value.MethodByName("Describe").Call([]reflect.Value{reflect.ValueOf("register ")})
	if got := results[0].String(); got != "register control" {
		return fmt.Errorf("the method says %q", got)
	}
	made := reflect.MakeMap(reflect.MapOf(reflect.TypeFor[string](), reflect.TypeFor[int]()))
	made.SetMapIndex(reflect.ValueOf("a"), reflect.ValueOf(7))
	if got, ok := made.Interface().(map[string]int); !ok || got["a"] != 7 {
		return fmt.Errorf("the map is %v", made)
	}
	double := reflect.MakeFunc(reflect.TypeFor[func(float64) float64](), func(in []reflect.Value) []reflect.Value {
		return []reflect.Value{reflect.ValueOf(2 * in[0].Float())}
	})
	if got := double.Interface().(func(float64) float64)(1.5); got != 3 {
		return fmt.Errorf("the function made says %v", got)
	}
	return nil
}

// layout is what package unsafe says of memory, and what lies there.
func layout() error {
	type header struct {
		kind  uint8
		size  uint32
		flags uint16
	}
	h := header{1, 0x11223344, 0x5566}
	if unsafe.Sizeof(h) != 12 || unsafe.Offsetof(h.flags) != 8 {
		return fmt.Errorf("%d bytes, flags at %d", unsafe.Sizeof(h), unsafe.Offsetof(h.flags))
	}
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(&h)), unsafe.Sizeof(h))
	if bytes[4] != 0x44 || bytes[9] != 0x55 {
		return fmt.Errorf("the bytes are %x", bytes)
	}
	if got := unsafe.String(&bytes[4], 4); got != "\x44\x33\x22\x11" {
		return fmt.Errorf("as a string they are %x", got)
	}
	if size := unsafe.Sizeof(uintptr(0)); size != unsafe.Sizeof(&h) || ^uintptr(0)>>(8*size-1) != 1 {
		return fmt.Errorf("a pointer has %d bytes", size)
	}
	return nil
}

// noLeak has all goroutines of a crowd end.
func noLeak() error {
	before := runtime.NumGoroutine()
	quit := make(chan bool)
	var ended atomic.Int32
	for range 500 {
		go func() {
			<-quit
			ended.Add(1)
		}()
	}
	// Those of earlier checks may be ending still: before is an upper bound.
	if now := runtime.NumGoroutine(); now < 500 || now > before+500 {
		return fmt.Errorf("%d goroutines, %d before there were 500 more", now, before)
	}
	close(quit)
	for tries := 0; runtime.NumGoroutine() > before; tries++ {
		if tries > 100000 {
			return fmt.Errorf("%d of 500 ended", ended.Load())
		}
		runtime.Gosched()
	}
	return nil
}
