// SPDX-License-Identifier: MIT

package inet

import (
	"slices"

	"emubench/kernels/net/tcp"
)

// mostPieces is how many pieces may wait for what comes before them.
const mostPieces = 128

// A piece is data that came before its turn.
type piece struct {
	at   tcp.Sequence
	data []byte
}

// pieces lie in the order of their numbers; they may overlap.
type pieces []piece

// keep takes a copy of a piece, if there is room among so many bytes.
func (p *pieces) keep(at tcp.Sequence, data []byte, most int) {
	held := 0
	for _, other := range *p {
		held += len(other.data)
	}
	if len(data) == 0 || len(*p) >= mostPieces || held+len(data) > most {
		return
	}
	i := 0
	for i < len(*p) && !(*p)[i].at.After(at) {
		i++
	}
	*p = slices.Insert(*p, i, piece{at, slices.Clone(data)})
}

// take returns what comes next, from a number on; nil if that is missing.
func (p *pieces) take(next tcp.Sequence) []byte {
	for len(*p) > 0 && !(*p)[0].at.After(next) {
		first := (*p)[0]
		*p = (*p)[1:]
		if skip := next.Minus(first.at); skip < len(first.data) {
			return first.data[skip:]
		}
	}
	return nil
}
