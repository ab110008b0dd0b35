// SPDX-License-Identifier: MIT

// Package link has the addresses of a network and the frames of Ethernet, with the checksum of the
// Internet protocols.
package link

import "fmt"

// A MAC is an Ethernet address.
type MAC [6]byte

// IP is an address of version 4.
type IP [4]byte

func (a IP) String() string { return fmt.Sprintf("%d.%d.%d.%d", a[0], a[1], a[2], a[3]) }

var Broadcast = MAC{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}

// Ordinary says that an address can be one station's: RFC 1122, section 3.2.1.3.
func (a IP) Ordinary() bool { return a[0] != 0 && a[0] != 127 && a[0] < 224 }

// Within says whether two addresses are in one network, of a prefix of so many bits.
func (a IP) Within(b IP, prefix int) bool {
	for i := range a {
		if n := min(max(prefix-8*i, 0), 8); (a[i]^b[i])>>(8-n) != 0 {
			return false
		}
	}
	return true
}
