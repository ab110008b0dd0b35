// SPDX-License-Identifier: MIT

package main

import (
	"emubench/kernels/lib/arguments"
	"emubench/kernels/lib/frames"
	"emubench/kernels/lib/record"
)

// mostPages is as far as the sources name sizes.
const mostPages = 100

// sizes takes and gives back a block for each number of pages, then asks for
// 1 MiB, for the largest block that there may be, and for more.
func sizes(to *record.Sender, _ arguments.Arguments) error {
	g := guide{to}
	for pages := 1; pages <= mostPages; pages++ {
		if err := takeAndGive(g, pages); err != nil {
			return err
		}
	}
	for _, pages := range []int{1 << 20 / frames.PageSize, 1 << (frames.Orders - 1), 1<<(frames.Orders-1) + 1} {
		if err := takeAndGive(g, pages); err != nil {
			return err
		}
	}
	return to.Unsigned("steps", mostPages)
}

func takeAndGive(g guide, pages int) error {
	address, err := g.alloc(pages)
	if err != nil || address == 0 {
		return err
	}
	return g.free(address)
}
