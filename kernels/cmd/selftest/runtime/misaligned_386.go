// SPDX-License-Identifier: MIT

package runtime

import (
	"fmt"
	"sync/atomic"
)

// misaligned is refused on 386 by sync/atomic itself: half of a 64-bit number could
// change while the other is read.
func misaligned() (err error) {
	word := misalignedWord()
	defer func() {
		reason, _ := recover().(string)
		if reason != "unaligned 64-bit atomic operation" || *word != 0 {
			err = fmt.Errorf("recovered %q, the word is %#x", reason, *word)
		}
	}()
	return fmt.Errorf("the sum is %#x", atomic.AddUint64(word, 1))
}
