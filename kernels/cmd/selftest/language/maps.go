// SPDX-License-Identifier: MIT

package language

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
)

func growingMap() error {
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

// mapKeys are of every comparable kind; an interface's key has its type in it.
func mapKeys() error {
	structs := map[point]int{{1, 2, "a"}: 1, {1, 2, "b"}: 2}
	arrays := map[[2]string]int{{"a", "b"}: 3}
	pointers := map[*int]int{&few[0]: 4}
	mixed := map[any]int{1: 5, "1": 6, 1.0: 7, int8(1): 8, [1]int{1}: 9}
	got := []int{
		structs[point{1, 2, "b"}], arrays[[2]string{"a", "b"}], pointers[&few[zero]],
		mixed[1], mixed["1"], mixed[1.0], mixed[int8(1)], mixed[[1]int{1}], mixed[uint(1)],
	}
	if !slices.Equal(got, []int{2, 3, 4, 5, 6, 7, 8, 9, 0}) {
		return fmt.Errorf("found were %v", got)
	}
	return nil
}

// nanKeys are never found again, and go only with all.
func nanKeys() error {
	readings := map[float64]int{math.NaN(): 1, 0.0: 3}
	readings[math.NaN()] = 2
	readings[math.Copysign(0, -1)] = 4
	if _, found := readings[math.NaN()]; found || len(readings) != 3 || readings[0] != 4 {
		return fmt.Errorf("there are %v", readings)
	}
	if clear(readings); len(readings) != 0 {
		return fmt.Errorf("cleared, %d are left", len(readings))
	}
	return nil
}

// mapIteration visits each entry that stays once, whatever is removed and added.
func mapIteration() error {
	entries := make(map[int]bool)
	for i := range 1000 {
		entries[i] = true
	}
	visited := make(map[int]int)
	for key := range entries {
		visited[key]++
		delete(entries, key^1)
		entries[key+1000000] = false
	}
	for key, times := range visited {
		if times != 1 || key < 1000 && visited[key^1] != 0 {
			return fmt.Errorf("%d was visited %d times, its removed neighbour %d", key, times, visited[key^1])
		}
	}
	return nil
}

func mapTools() error {
	ports := map[string]int{"uart": 0x3f8, "pit": 0x40, "pic": 0x20}
	if got := slices.Sorted(maps.Keys(ports)); !slices.Equal(got, []string{"pic", "pit", "uart"}) {
		return fmt.Errorf("the keys are %q", got)
	}
	changed := maps.Clone(ports)
	changed["pit"]++
	if maps.Equal(ports, changed) || ports["pit"] != 0x40 {
		return errors.New("a clone is the map itself")
	}
	maps.DeleteFunc(changed, func(_ string, port int) bool { return port > 0x40 })
	if len(changed) != 1 {
		return fmt.Errorf("%v are left", changed)
	}
	return nil
}
