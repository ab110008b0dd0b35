// SPDX-License-Identifier: MIT

package main

import "fmt"

// An element has a register's place and width.
type element interface{ width() int }

type register [3]byte

func (r register) width() int { return len(r) }

// beyond is as wide as what it is handed, which only the machine knows.
func beyond(what element) int { return what.width() }

// overrun writes one past the end of an array, which nothing beside it may notice.
func overrun() {
	memory := [5]byte{1, 2, 3, 4, 5}
	defer func() { fmt.Println("memory", memory) }()
	part := memory[:3:3]
	part[beyond(register{})] = 0xff
}
