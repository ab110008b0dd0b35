// SPDX-License-Identifier: MIT

package tcp

import (
	"sync"
	"time"
)

// A Timer calls a function once, with a lock held, unless it was stopped.
type Timer struct {
	lock  sync.Locker
	do    func()
	due   time.Time // zero if it is stopped
	clock *time.Timer
}

// NewTimer makes one that is stopped.
func NewTimer(lock sync.Locker, do func()) Timer { return Timer{lock: lock, do: do} }

// Start has the function called so much later, in place of when it would have been.
func (t *Timer) Start(after time.Duration) {
	t.due = time.Now().Add(after)
	if t.clock == nil {
		t.clock = time.AfterFunc(after, t.fire)
	} else {
		t.clock.Reset(after)
	}
}

// Stop keeps the function from being called.
func (t *Timer) Stop() { t.due = time.Time{} }

// Running says whether the function will be called.
func (t *Timer) Running() bool { return !t.due.IsZero() }

func (t *Timer) fire() {
	t.lock.Lock()
	defer t.lock.Unlock()
	// One that was started again meanwhile fires again.
	if t.Running() && time.Until(t.due) <= 0 {
		t.Stop()
		t.do()
	}
}

// End lets go of it for good.
func (t *Timer) End() {
	t.Stop()
	if t.clock != nil {
		t.clock.Stop()
	}
}
