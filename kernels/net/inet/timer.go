// SPDX-License-Identifier: MIT

package inet

import "time"

// A timer calls a function once, with the stack's lock held, unless it was stopped.
type timer struct {
	stack *Stack
	do    func()
	due   time.Time // zero if it is stopped
	clock *time.Timer
}

func (t *timer) start(after time.Duration) {
	t.due = time.Now().Add(after)
	if t.clock == nil {
		t.clock = time.AfterFunc(after, t.fire)
	} else {
		t.clock.Reset(after)
	}
}

func (t *timer) stop() { t.due = time.Time{} }

func (t *timer) running() bool { return !t.due.IsZero() }

func (t *timer) fire() {
	t.stack.mutex.Lock()
	defer t.stack.mutex.Unlock()
	// One that was started again meanwhile fires again.
	if t.running() && time.Until(t.due) <= 0 {
		t.stop()
		t.do()
	}
}

// end lets go of it for good.
func (t *timer) end() {
	t.stop()
	if t.clock != nil {
		t.clock.Stop()
	}
}
