// SPDX-License-Identifier: MIT

package irq

// Channel starts a goroutine that takes events out of the ring as they come and
// sends them, in their order, on the channel that it returns. It closes the
// channel when the source has been stopped and the ring is empty.
func (s *Source) Channel(buffer int) <-chan Event {
	events := make(chan Event, buffer)
	go func() {
		defer close(events)
		for {
			err := s.Wait()
			for event, ok := s.Take(); ok; event, ok = s.Take() {
				events <- event
			}
			if err != nil {
				return
			}
		}
	}()
	return events
}
