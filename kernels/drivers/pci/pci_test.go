// SPDX-License-Identifier: MIT

package pci

import (
	"errors"
	"slices"
	"testing"
)

func TestScan(t *testing.T) {
	space := fake{
		{0, 0}:  device().set(registerClass, 0x06000001),
		{3, 0}:  device(),
		{3, 1}:  device(), // an echo: 3.0 says that there is one function
		{31, 0}: device().set(registerHeader, 0x00800000),
		{31, 7}: device(),
	}
	var places []Place
	for _, f := range Scan(space) {
		places = append(places, f.Place)
	}
	if want := []Place{{0, 0}, {3, 0}, {31, 0}, {31, 7}}; !slices.Equal(places, want) {
		t.Errorf("found %v, want %v", places, want)
	}
}

func TestIdentity(t *testing.T) {
	f := Scan(fake{{1, 0}: device()})[0]
	if f.Vendor != 0x1af4 || f.Device != 0x1042 || f.Class != 0x010000 {
		t.Errorf("%04x:%04x, class %06x", f.Vendor, f.Device, f.Class)
	}
}

func TestAssign(t *testing.T) {
	space := fake{
		{1, 0}: device().decode(0, 0x100, barIO).decode(1, 0x1000, 0).decode(4, 0x4000, bar64|8),
		{2, 0}: device().decode(0, 0x10, 0),
		// A bridge's header has other registers there.
		{3, 0}: device().set(registerHeader, 0x00010000).decode(2, 0x1000, 0),
	}
	window := &Window{0x10000010, 0x10010000}
	if err := Assign(Scan(space), window); err != nil {
		t.Fatal(err)
	}
	for at, want := range map[Place][6]uint32{
		{1, 0}: {barIO, 0x10001000, 0, 0, 0x10004000 | bar64 | 8, 0},
		{2, 0}: {0x10008000, 0, 0, 0, 0, 0},
		{3, 0}: {},
	} {
		if got := [6]uint32(space[at].value[4:10]); got != want {
			t.Errorf("%v: %#x, want %#x", at, got, want)
		}
	}
}

func TestAssignKeepsWhatTheFirmwareGave(t *testing.T) {
	r := device().decode(0, 0x1000, 0)
	r.value[4] = 0xfe000000
	if err := Assign(Scan(fake{{1, 0}: r}), &Window{0x10000000, 0x20000000}); err != nil {
		t.Fatal(err)
	}
	if r.value[4] != 0xfe000000 {
		t.Errorf("moved to %#x", r.value[4])
	}
}

func TestNoRoom(t *testing.T) {
	space := fake{{1, 0}: device().decode(0, 0x10000, 0)}
	for _, window := range []*Window{
		{0x10000000, 0x1000ffff}, {0x10000001, 0x10010000}, {0xffffffff, 0xffffffff},
	} {
		if Assign(Scan(space), window) == nil {
			t.Errorf("there is room in %#x", *window)
		}
	}
}

func TestMemory(t *testing.T) {
	space := fake{{1, 0}: device().decode(0, 0x1000, bar64)}
	f := Scan(space)[0]
	if _, err := f.Memory(0); err == nil || errors.Is(err, ErrNoMemory) {
		t.Errorf("memory at 0: %v", err)
	}
	if _, err := f.Memory(1); !errors.Is(err, ErrNoMemory) {
		t.Errorf("the upper half is a register of its own: %v", err)
	}
	space[f.Place].value[5] = 1
	if _, err := f.Memory(0); err == nil {
		t.Error("memory above 4 GiB is within reach")
	}
	space[f.Place].value[4], space[f.Place].value[5] = 0xfebf0000|bar64, 0
	if region, err := f.Memory(0); err != nil || region.Size() != 0x1000 {
		t.Errorf("%d bytes: %v", region.Size(), err)
	}
	if space[f.Place].value[4] != 0xfebf0000|bar64 {
		t.Errorf("sizing left %#x", space[f.Place].value[4])
	}
}

func TestEnable(t *testing.T) {
	r := device()
	r.value[1] = 0xffff0000 | commandIO | commandNoINTx
	Scan(fake{{1, 0}: r})[0].Enable()
	if want := uint32(0xffff0000 | commandIO | commandMemory | commandBusMaster); r.value[1] != want {
		t.Errorf("%#x, want %#x", r.value[1], want)
	}
}

func TestCapabilities(t *testing.T) {
	r := device().set(registerCommand, statusList).set(registerCapabilities, 0x43).
		set(0x40, 0x1234_5009).set(0x50, 0x0000_0011).set(0x44, 0xabcdef01)
	list := Scan(fake{{1, 0}: r})[0].Capabilities()
	if len(list) != 2 || list[0].ID != CapabilityVendor || list[1].ID != 0x11 {
		t.Fatalf("%v", list)
	}
	if got := list[0].Word(1); got != 0xabcdef01 {
		t.Errorf("its second word is %#x", got)
	}
	if got := list[1].Word(60); got != 0 {
		t.Errorf("beyond the end lies %#x", got)
	}
}

func TestCapabilitiesInACircle(t *testing.T) {
	r := device().set(registerCommand, statusList).set(registerCapabilities, 0x40).
		set(0x40, 0x4005)
	if list := Scan(fake{{1, 0}: r})[0].Capabilities(); len(list) != capabilitiesMost {
		t.Errorf("%d of them", len(list))
	}
	if list := Scan(fake{{1, 0}: device().set(registerCapabilities, 0x40)})[0].Capabilities(); list != nil {
		t.Errorf("%v without a list", list)
	}
}
