// SPDX-License-Identifier: MIT

package spinlock

import (
	"sync"
	"testing"
)

func TestOneAtATime(t *testing.T) {
	var lock Lock
	var group sync.WaitGroup
	count := 0
	for range 4 {
		group.Go(func() {
			for range 10000 {
				lock.Lock()
				count++
				lock.Unlock()
			}
		})
	}
	group.Wait()
	if count != 40000 {
		t.Errorf("the count is %d, want 40000", count)
	}
}
