// SPDX-License-Identifier: MIT

package pci

// A Function is a device on the bus, or one of several in one.
type Function struct {
	Place
	space          Configuration
	Vendor, Device uint16
	Class          uint32 // class, subclass and programming interface: appendix D
}

// Scan returns the functions that there are, in the order of their places.
func Scan(space Configuration) []*Function {
	var found []*Function
	for slot := range uint8(slots) {
		found = append(found, scanSlot(space, slot)...)
	}
	return found
}

// scanSlot looks beyond the first function only where that says that there are
// more: others need not look at all of the address.
func scanSlot(space Configuration, slot uint8) []*Function {
	var found []*Function
	for function := range uint8(functions) {
		f := look(space, Place{slot, function})
		if f != nil {
			found = append(found, f)
		}
		if function == 0 && (f == nil || !f.hasMore()) {
			break
		}
	}
	return found
}

func look(space Configuration, at Place) *Function {
	id := space.Read(at, registerID)
	if uint16(id) == noVendor {
		return nil
	}
	class := space.Read(at, registerClass)
	return &Function{at, space, uint16(id), uint16(id >> 16), class >> 8}
}

func (f *Function) header() uint8 {
	return uint8(f.space.Read(f.Place, registerHeader) >> headerShift)
}

func (f *Function) hasMore() bool { return f.header()&headerManyOfThese != 0 }

// ordinary says that it is not a bridge, whose header is another.
func (f *Function) ordinary() bool { return f.header()&headerLayout == headerOfFunction }

// Enable lets the function answer at its memory addresses, read and write memory
// itself, and interrupt by its line.
func (f *Function) Enable() {
	command := f.space.Read(f.Place, registerCommand) & commandMask
	// The status above it is cleared by ones: zeros leave it as it is.
	command = command&^commandNoINTx | commandMemory | commandBusMaster
	f.space.Write(f.Place, registerCommand, command)
}

// pin returns by which of its four pins it interrupts, 1 to 4; 0 if by none.
func (f *Function) pin() uint8 {
	return uint8(f.space.Read(f.Place, registerInterrupt) >> 8)
}

// Subsystem returns the subsystem ID of a function that is not a bridge.
func (f *Function) Subsystem() uint16 {
	return uint16(f.space.Read(f.Place, registerSubsystem) >> 16)
}
