// SPDX-License-Identifier: MIT

package language

import (
	"errors"
	"fmt"
	"slices"
)

// appending shares the array while it has room, and leaves it when it has none.
func appending() error {
	array := [4]int{1, 2, 3, 4}
	shared := append(array[:1], 9)
	moved := append(array[:2:2], 8)
	if array != [4]int{1, 9, 3, 4} || moved[2] != 8 || shared[1] != 9 {
		return fmt.Errorf("the array is %v", array)
	}
	var grown []int
	for n := range 100000 {
		grown = append(grown, n)
	}
	if len(grown) != 100000 || grown[99999] != 99999 {
		return fmt.Errorf("%d grew", len(grown))
	}
	return nil
}

// copying overlaps in both directions, as memmove.
func copying() error {
	numbers := []int{0, 1, 2, 3, 4, 5}
	copy(numbers[2:], numbers)
	if !slices.Equal(numbers, []int{0, 1, 0, 1, 2, 3}) {
		return fmt.Errorf("upwards it is %v", numbers)
	}
	copy(numbers, numbers[2:])
	if !slices.Equal(numbers, []int{0, 1, 2, 3, 2, 3}) {
		return fmt.Errorf("downwards it is %v", numbers)
	}
	if n := copy(make([]byte, 3), "many"); n != 3 {
		return fmt.Errorf("%d bytes were copied", n)
	}
	return nil
}

// slicing has a length and a capacity, and nil is a slice as good as another.
func slicing() error {
	whole := make([]int, 5, 10)
	part := whole[2:4:6]
	if len(part) != 2 || cap(part) != 4 || cap(whole[7:7]) != 3 {
		return fmt.Errorf("length %d, capacity %d", len(part), cap(part))
	}
	part[:3][2] = 7
	if whole[4] != 7 {
		return errors.New("what lies behind a slice is another array")
	}
	var none []int
	if none != nil || len(none[:0]) != 0 || len(append(none, none...)) != 0 {
		return errors.New("nil is not an empty slice")
	}
	if clear(whole); whole[4] != 0 {
		return fmt.Errorf("cleared it is %v", whole)
	}
	return nil
}

// arrayConversion makes an array, or a pointer to one, of a slice.
func arrayConversion() error {
	numbers := []int{1, 2, 3}
	copied, pointed := [2]int(numbers), (*[2]int)(numbers)
	numbers[0] = 9
	if copied[0] != 1 || pointed[0] != 9 {
		return fmt.Errorf("copied %v, pointed at %v", copied, *pointed)
	}
	return caught("cannot convert slice with length 3", func() { _ = [4]int(numbers) })
}

func sorting() error {
	numbers := make([]int, 5000)
	for i := range numbers {
		numbers[i] = (i*7919 + 13) % 5003
	}
	slices.Sort(numbers)
	if !slices.IsSorted(numbers) {
		return errors.New("they are not sorted")
	}
	at, found := slices.BinarySearch(numbers, numbers[1234])
	if !found || at != 1234 {
		return fmt.Errorf("%d is at %d", numbers[1234], at)
	}
	words := []string{"bb", "a", "cc", "ddd", "e"}
	slices.SortStableFunc(words, func(a, b string) int { return len(a) - len(b) })
	if got := fmt.Sprint(words); got != "[a e bb cc ddd]" {
		return fmt.Errorf("stable it is %s", got)
	}
	return nil
}
