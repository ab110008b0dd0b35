// SPDX-License-Identifier: MIT

package acpi

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"testing"
)

// image is the first MiB of a machine.
type image []byte

func (m image) Read(address uint64, length int) []byte {
	if address > uint64(len(m)) || uint64(len(m))-address < uint64(length) {
		return nil
	}
	return append([]byte(nil), m[address:address+uint64(length)]...)
}

// put lays a table down, with a sum of zero.
func (m image) put(at int, signature string, body []byte) {
	table := append(make([]byte, headerLength), body...)
	copy(table, signature)
	binary.LittleEndian.PutUint32(table[lengthOffset:], uint32(len(table)))
	table[9] -= sum(table)
	copy(m[at:], table)
}

func addresses(all ...uint32) (list []byte) {
	for _, address := range all {
		list = binary.LittleEndian.AppendUint32(list, address)
	}
	return list
}

func machine() image {
	m := make(image, 1<<20)
	pointer := m[0xf5a40:]
	copy(pointer, pointerSignature)
	binary.LittleEndian.PutUint32(pointer[rootAddress:], 0x1000)
	pointer[8] -= sum(pointer[:pointerLength])
	m.put(0x1000, "RSDT", addresses(0x2000, 0x3000))
	m.put(0x2000, "FACP", append(addresses(0), addresses(0x4000)...))
	m.put(0x3000, "APIC", make([]byte, 100))
	m.put(0x4000, "DSDT", make([]byte, 5000))
	return m
}

func TestTables(t *testing.T) {
	tables, err := Tables(machine())
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		signature string
		address   uint64
		length    int
	}{{"RSDT", 0x1000, 44}, {"FACP", 0x2000, 44}, {"DSDT", 0x4000, 5036}, {"APIC", 0x3000, 136}}
	if len(tables) != len(want) {
		t.Fatalf("%d tables, want %d", len(tables), len(want))
	}
	for i, w := range want {
		got := tables[i]
		if got.Signature != w.signature || got.Address != w.address || len(got.Data) != w.length {
			t.Errorf("table %d is %s at %#x of %d bytes, want %+v", i, got.Signature, got.Address, len(got.Data), w)
		}
	}
}

func TestNoPointer(t *testing.T) {
	if _, err := Tables(make(image, 1<<20)); !errors.Is(err, ErrNoPointer) {
		t.Errorf("error %v, want %v", err, ErrNoPointer)
	}
}

func TestDamage(t *testing.T) {
	for name, at := range map[string]int{"pointer": 0xf5a40 + 17, "root": 0x1000 + 20, "table": 0x3000 + 99, "length": 0x4000 + 6} {
		m := machine()
		m[at]++
		if _, err := Tables(m); err == nil {
			t.Errorf("a damaged %s was taken", name)
		}
	}
}

// Whatever lies there, it ends, and does not panic.
func TestAnything(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		m := machine()
		for range 4 {
			m[0x1000+random.IntN(0x4000)] = byte(random.Uint32())
		}
		m[0x1009] = 0
		m[0x1009] -= sum(m[0x1000 : 0x1000+44])
		Tables(m)
	}
}
