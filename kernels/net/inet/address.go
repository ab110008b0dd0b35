// SPDX-License-Identifier: MIT

// Package inet is a small TCP/IP: as much as a server takes that answers on one
// Ethernet card with one address. Connections are net.Conn, listeners net.Listener.
//
// ARP is RFC 826, IPv4 RFC 791 without fragments and options, ICMP RFC 792 for echo
// alone, TCP RFC 9293 with the congestion control of RFC 5681 and the timer of RFC
// 6298; of TCP's options there is the maximum segment size and no other.
package inet

import "fmt"

// A MAC is an Ethernet address.
type MAC [6]byte

// IP is an address of version 4.
type IP [4]byte

func (a IP) String() string { return fmt.Sprintf("%d.%d.%d.%d", a[0], a[1], a[2], a[3]) }

var broadcastMAC = MAC{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}

// ordinary says that an address can be one station's: RFC 1122, section 3.2.1.3.
func (a IP) ordinary() bool { return a[0] != 0 && a[0] != 127 && a[0] < 224 }

// within says whether two addresses are in one network, of a prefix of so many bits.
func (a IP) within(b IP, prefix int) bool {
	for i := range a {
		if n := min(max(prefix-8*i, 0), 8); (a[i]^b[i])>>(8-n) != 0 {
			return false
		}
	}
	return true
}
