// SPDX-License-Identifier: MIT

//go:build hosted

package main

import (
	"fmt"
	"net"
)

// listen waits for connections as any program does.
func listen(port uint16) (net.Listener, error) {
	return net.Listen("tcp4", fmt.Sprintf(":%d", port))
}
