// SPDX-License-Identifier: MIT

// Server is a key-value store that speaks HTTP on port 80: PUT, GET and DELETE of any
// path. The same program is a bare-metal kernel, whose network card and TCP/IP are Go
// too, and with the build tag "hosted" a program of Linux, which has its own.
package main

import (
	"fmt"
	"net/http"
	"os"
	"time"
)

const port = 80

// How long a client may take to say what it wants, and stay without wanting anything.
const (
	slowest = 10 * time.Second
	idlest  = time.Minute
)

func main() {
	listener, err := listen(port)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	server := http.Server{Handler: newStore(), ReadHeaderTimeout: slowest, IdleTimeout: idlest}
	fmt.Printf("serving at %v\n", listener.Addr())
	fmt.Println(server.Serve(listener))
	os.Exit(1)
}
