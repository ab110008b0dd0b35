// SPDX-License-Identifier: MIT

package irq

import "sync"

// line is the source of the lines by which devices on a bus interrupt: the first of
// its files in the shim.
const line Kind = 8

// eventsOfLine is the size of a line's ring: the line is masked while one is served.
const eventsOfLine = 16

var lines = struct {
	sync.Mutex
	handlers map[uint][]func()
}{handlers: map[uint][]func(){}}

// Handle calls a handler whenever a line interrupts, from a goroutine of the line's.
// Devices may share a line: each handler is called, and looks whether its device
// was it. It must leave the device at rest, as a line interrupts while it is up.
func Handle(number uint, handler func()) error {
	lines.Lock()
	defer lines.Unlock()
	if _, open := lines.handlers[number]; !open {
		source, err := Open(line, eventsOfLine, number)
		if err != nil {
			return err
		}
		go serve(source, number)
	}
	lines.handlers[number] = append(lines.handlers[number], handler)
	return nil
}

// serve waits for a line's interrupts; the wait that follows a service lets it
// interrupt again.
func serve(source *Source, number uint) {
	for source.Wait() == nil {
		for _, more := source.Take(); more; _, more = source.Take() {
		}
		lines.Lock()
		handlers := lines.handlers[number]
		lines.Unlock()
		for _, handle := range handlers {
			handle()
		}
	}
}
