// SPDX-License-Identifier: MIT

package runtime

import (
	"fmt"
	"sync/atomic"
)

// misaligned works on amd64: the processor locks what the bytes lie in.
func misaligned() error {
	word := misalignedWord()
	atomic.StoreUint64(word, 1<<32-1)
	if got := atomic.AddUint64(word, 1); got != 1<<32 || *word != 1<<32 {
		return fmt.Errorf("the sum is %#x, the word %#x", got, *word)
	}
	return nil
}
