// SPDX-License-Identifier: MIT

package main

import (
	"errors"
	"os"
	"runtime"

	"emubench/kernels/drivers/textscreen/scenes"
	"emubench/kernels/lib/record"
)

// frames are as many as the ray marcher draws.
const frames = 3

// Depths are for a host to find by the symbol main.Depths: how far each ray of
// the newest frame went.
var Depths scenes.Depths

// plays are what there is to see, by name.
var plays = map[string]func([]uint16, stage) error{
	"corners":    still(scenes.Corners),
	"palette":    still(scenes.Palette),
	"greeting":   still(scenes.Greeting),
	"picture":    still(scenes.Picture),
	"transition": transition,
	"march":      march,
}

// A stage shows frames to the host, one after the other.
type stage struct {
	to *record.Sender
}

// show says that a frame is there, and waits until the host has looked.
func (s stage) show(frame int) error {
	err := s.to.Unsigned("frame", uint64(frame))
	os.Stdin.Read(make([]byte, 1))
	return err
}

// still is a play of one frame.
func still(draw func([]uint16)) func([]uint16, stage) error {
	return func(cells []uint16, s stage) error {
		draw(cells)
		return s.show(0)
	}
}

// transition goes from the picture to the palette.
func transition(cells []uint16, s stage) error {
	var other [scenes.Cells]uint16
	scenes.Palette(other[:])
	scenes.Picture(cells)
	err := s.show(0)
	for step := range scenes.Steps {
		scenes.Transition(cells, other[:], step)
		err = errors.Join(err, s.show(step+1))
	}
	return err
}

// march says of each frame what it took of the heap.
func march(cells []uint16, s stage) error {
	var err error
	for frame := range frames {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		scenes.March(cells, &Depths, frame)
		runtime.ReadMemStats(&after)
		err = errors.Join(err, s.to.Unsigned("mallocs", after.Mallocs-before.Mallocs), s.show(frame))
	}
	return err
}
