// SPDX-License-Identifier: MIT

package net

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"emubench/kernels/drivers/virtio"
	"emubench/kernels/drivers/virtio/fake"
)

func newFake(t *testing.T) (card *Card, receive, transmit *fake.Device) {
	t.Helper()
	receive, transmit = fake.New(4), fake.New(4)
	card = &Card{receive: receive.Queue, transmit: transmit.Queue}
	if err := card.fill(receive.Page); err != nil {
		t.Fatal(err)
	}
	// The pages for sending are the other device's.
	card.free = nil
	for range 4 {
		page, _ := transmit.Page()
		card.free = append(card.free, page)
	}
	return card, receive, transmit
}

// arrive has the device receive a frame, of which it says how long it is.
func arrive(t *testing.T, d *fake.Device, frame string, length uint32) {
	t.Helper()
	chain, offered := d.Next()
	if !offered || !chain.Written[0] {
		t.Fatal("there is no buffer")
	}
	copy(chain.Buffers[0][packetHead:], frame)
	d.Use(uint32(chain.Head), length)
}

func TestReceive(t *testing.T) {
	card, receive, _ := newFake(t)
	var got []string
	take := func(frame []byte) { got = append(got, string(frame)) }
	// More than there are buffers: each is given back.
	for range 3 {
		for _, frame := range []string{"one", "two", "three"} {
			arrive(t, receive, frame, uint32(packetHead+len(frame)))
		}
		card.drain(take)
	}
	if want := []string{"one", "two", "three"}; !slices.Equal(got, slices.Repeat(want, 3)) {
		t.Errorf("%q", got)
	}
}

func TestFramesThatAreNone(t *testing.T) {
	card, receive, _ := newFake(t)
	for _, length := range []uint32{0, packetHead, 4097, ^uint32(0)} {
		arrive(t, receive, "", length)
	}
	card.drain(func(frame []byte) { t.Errorf("a frame of %d bytes", len(frame)) })
	receive.Use(77, 100)
	card.drain(func(frame []byte) { t.Errorf("a frame of %d bytes", len(frame)) })
}

func TestSend(t *testing.T) {
	card, _, transmit := newFake(t)
	for n := range 10 {
		frame := bytes.Repeat([]byte{byte(n)}, 10+n)
		if err := card.Send(frame); err != nil {
			t.Fatal(err)
		}
		chain, _ := transmit.Next()
		sent := chain.Buffers[0]
		if !bytes.Equal(sent[:packetHead], make([]byte, packetHead)) || !bytes.Equal(sent[packetHead:], frame) {
			t.Errorf("% x", sent)
		}
		transmit.Use(uint32(chain.Head), 0)
	}
	if err := card.Send(make([]byte, MostFrame+1)); !errors.Is(err, ErrLong) {
		t.Errorf("too long: %v", err)
	}
}

func TestSendToADeviceThatDoesNot(t *testing.T) {
	card, _, transmit := newFake(t)
	for range 4 {
		if err := card.Send([]byte("frame")); err != nil {
			t.Fatal(err)
		}
	}
	if err := card.Send([]byte("frame")); !errors.Is(err, ErrBusy) {
		t.Errorf("a fifth: %v", err)
	}
	transmit.Use(9, 0)
	if err := card.Send([]byte("frame")); !errors.Is(err, virtio.ErrBroken) {
		t.Errorf("after a lie: %v", err)
	}
}
