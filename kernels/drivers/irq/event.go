// SPDX-License-Identifier: MIT

package irq

// An Event is what a handler noted of one interrupt, or of one byte of those
// that came with it.
type Event struct {
	// Sequence counts all that were raised, from 0: what found no room leaves a gap.
	Sequence uint64
	// Stamp is the Counter when the handler began.
	Stamp uint64
	// Value is the byte that the serial line received, or how many interrupts
	// Self still has to raise; a timer has none.
	Value uint64
}
