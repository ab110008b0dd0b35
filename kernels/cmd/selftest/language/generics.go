// SPDX-License-Identifier: MIT

package language

import (
	"cmp"
	"fmt"
	"slices"
)

type number interface {
	~int | ~int8 | ~int64 | ~float64
}

func sum[N number](numbers ...N) (total N) {
	for _, n := range numbers {
		total += n
	}
	return total
}

type celsius float64

// typeSets instantiates one function for types of several sizes and kinds.
func typeSets() error {
	if got := sum[int8](100, 27, 1); got != -128 {
		return fmt.Errorf("the sum of int8 is %d, want -128", got)
	}
	if got := sum[int64](1<<40, 1); got != 1099511627777 {
		return fmt.Errorf("the sum of int64 is %d", got)
	}
	if got := fmt.Sprintf("%T %v", sum(celsius(1.5), 2), sum(celsius(1.5), 2)); got != "language.celsius 3.5" {
		return fmt.Errorf("the sum of celsius is %s", got)
	}
	return nil
}

// A heap is a generic type with methods, over any ordered element.
type heap[T cmp.Ordered] struct{ items []T }

func (h *heap[T]) push(item T) {
	at, _ := slices.BinarySearch(h.items, item)
	h.items = slices.Insert(h.items, at, item)
}

func (h *heap[T]) pop() (least T, ok bool) {
	if len(h.items) == 0 {
		return least, false
	}
	least, h.items = h.items[0], h.items[1:]
	return least, true
}

func genericTypes() error {
	var words heap[string]
	for _, word := range []string{"q35", "pc", "virt"} {
		words.push(word)
	}
	if least, _ := words.pop(); least != "pc" {
		return fmt.Errorf("the least word is %q", least)
	}
	var numbers heap[float64]
	if _, ok := numbers.pop(); ok {
		return fmt.Errorf("an empty heap has a least number")
	}
	if got := fmt.Sprintf("%T", numbers); got != "language.heap[float64]" {
		return fmt.Errorf("its type is %s", got)
	}
	return nil
}
