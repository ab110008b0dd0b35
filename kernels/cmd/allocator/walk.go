// SPDX-License-Identifier: MIT

package main

import (
	"math/rand/v2"

	"emubench/kernels/lib/arguments"
	"emubench/kernels/lib/frames"
	"emubench/kernels/lib/record"
)

// A walker calls the allocator at random, and now and then wrongly.
type walker struct {
	guide
	random *rand.Rand
	held   []uintptr
	gone   []uintptr // what was freed, of which some may be in use again
}

// walk takes more than it gives back in its first half, so that memory runs
// out, then the other way round, and gives back all in the end.
func walk(to *record.Sender, args arguments.Arguments) error {
	random := rand.New(rand.NewPCG(uint64(args.Int("seed", 1)), 0))
	w := walker{guide: guide{to}, random: random}
	steps := args.Int("steps", 100)
	for step := range steps {
		greed := 70
		if step > steps/2 {
			greed = 40
		}
		if err := w.step(greed); err != nil {
			return err
		}
	}
	for len(w.held) > 0 {
		if err := w.giveBack(); err != nil {
			return err
		}
	}
	return to.Unsigned("steps", uint64(steps))
}

// step takes a block in so many of a hundred cases, makes a mistake in ten, and
// gives one back in the others.
func (w *walker) step(greed int) error {
	switch dice := w.random.IntN(100); {
	case dice >= 92:
		return w.free(w.wrong())
	case dice >= 90:
		_, err := w.alloc(0)
		return err
	case dice >= greed && len(w.held) > 0:
		return w.giveBack()
	default:
		return w.take()
	}
}

// take takes mostly few pages, up to 127.
func (w *walker) take() error {
	pages := 1 + w.random.IntN(1<<w.random.IntN(8))
	address, err := w.alloc(pages)
	if address != 0 {
		w.held = append(w.held, address)
	}
	return err
}

func (w *walker) giveBack() error {
	i := w.random.IntN(len(w.held))
	address := w.held[i]
	w.held[i] = w.held[len(w.held)-1]
	w.held = w.held[:len(w.held)-1]
	w.gone = append(w.gone, address)
	return w.free(address)
}

// wrong returns the address of something that is not in use: of an earlier
// block, of the second page or the second byte of a block, of a foreign page.
func (w *walker) wrong() uintptr {
	anywhere := uintptr(w.random.IntN(count)+1)<<frames.PageShift + uintptr(len(arena))
	switch kind := w.random.IntN(4); {
	case kind == 0 && len(w.held) > 0:
		return w.held[0] + 1
	case kind == 1 && len(w.held) > 0:
		return w.held[0] + frames.PageSize
	case kind == 2 && len(w.gone) > 0:
		if address := w.gone[len(w.gone)-1]; !w.holds(address) {
			return address
		}
	}
	return ^uintptr(0)&^(frames.PageSize-1) - anywhere
}

func (w *walker) holds(address uintptr) bool {
	for _, held := range w.held {
		if held == address {
			return true
		}
	}
	return false
}
