// SPDX-License-Identifier: MIT

//go:build !hosted

package main

import (
	"fmt"
	"net"

	_ "emubench/kernels/boot"
	"emubench/kernels/drivers/pci"
	card "emubench/kernels/drivers/virtio/net"
	"emubench/kernels/lib/cpu"
	"emubench/kernels/net/inet"
)

// What QEMU's user network gives a guest: docs/system/devices/net.rst, "Using the user
// mode network stack".
var (
	address = inet.IP{10, 0, 2, 15}
	gateway = inet.IP{10, 0, 2, 2}
)

const prefix = 24

// listen brings up the network card and waits on it for connections.
func listen(port uint16) (net.Listener, error) {
	fmt.Printf("on bare metal, under the hypervisor %q\n", cpu.Hypervisor())
	functions, err := pci.Open()
	if err != nil {
		return nil, err
	}
	stack, err := attach(functions)
	if err != nil {
		return nil, err
	}
	return stack.Listen(port)
}

// attach makes a station of the card. What arrives before there is one is lost.
func attach(functions []*pci.Function) (*inet.Stack, error) {
	stations := make(chan *inet.Stack, 1)
	c, err := card.Open(functions, func(frame []byte) {
		stack := <-stations
		stations <- stack
		stack.Receive(frame)
	})
	if err != nil {
		return nil, err
	}
	stack := inet.New(inet.MAC(c.Address), address, prefix, gateway)
	stack.Attach(c)
	stations <- stack
	return stack, nil
}
