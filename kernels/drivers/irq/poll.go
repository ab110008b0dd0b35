// SPDX-License-Identifier: MIT

package irq

import (
	"runtime"
	"time"
)

// Poll looks into the ring at every interval, or with an interval of 0 again and
// again, and hands on what it finds until it is told that this was the last.
func (s *Source) Poll(interval time.Duration, handle func(Event) (more bool)) {
	wait, stop := pace(interval)
	defer stop()
	for {
		for event, ok := s.Take(); ok; event, ok = s.Take() {
			if !handle(event) {
				return
			}
		}
		s.goOn()
		wait()
	}
}

// pace returns what waits until the next look is due.
func pace(interval time.Duration) (wait, stop func()) {
	if interval == 0 {
		return runtime.Gosched, func() {}
	}
	ticker := time.NewTicker(interval)
	return func() { <-ticker.C }, ticker.Stop
}
