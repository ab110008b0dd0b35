// SPDX-License-Identifier: MIT

package frames

// link makes a block free and the first in the list of its order.
//
//go:nosplit
func (a *Allocator) link(index uint32, order int) {
	head := a.lists[order]
	a.spans[index] = Span{next: head, prev: none, order: uint8(order), state: free}
	if head != none {
		a.spans[head].prev = index
		a.work++
	}
	a.lists[order] = index
	a.orders |= 1 << order
	a.work++
}

// unlink takes a free block out of the list of its order, wherever it stands.
//
//go:nosplit
func (a *Allocator) unlink(index uint32) {
	span := a.spans[index]
	if span.prev != none {
		a.spans[span.prev].next = span.next
	} else {
		a.lists[span.order] = span.next
	}
	a.work++
	if span.next != none {
		a.spans[span.next].prev = span.prev
		a.work++
	}
	if a.lists[span.order] == none {
		a.orders &^= 1 << span.order
	}
}
