// SPDX-License-Identifier: MIT

package virtio

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync/atomic"
	"unsafe"

	"emubench/kernels/drivers/dma"
)

// MostDescriptors is the size of the largest queue whose descriptors fit on a page.
const MostDescriptors = dma.PageSize / descriptorSize

// Of a descriptor: section 2.6.5.
const (
	descriptorSize  = 16
	descriptorNext  = 1 << 0
	descriptorWrite = 1 << 1
)

// Of both rings, sections 2.6.6 and 2.6.8: 2 bytes of flags, 2 of an index, entries.
const (
	ringHead       = 4
	availableEntry = 2
	usedEntry      = 8
	// The flag by which either side tells the other not to notify it.
	noNotification = 1
)

// What is wrong with a queue.
var (
	ErrFull   = errors.New("virtio: the queue is full")
	ErrBroken = errors.New("virtio: the device gave back what it was not given")
)

// A Queue is a split virtqueue: section 2.6. One goroutine at a time may use it.
type Queue struct {
	size        int
	descriptors dma.Page
	available   dma.Page
	used        dma.Page
	free        []uint16
	chains      [][]uint16 // by their heads: the descriptors of what the device has
	flags       uint32
	added       uint16 // how often anything was, modulo 2^16
	taken       uint16
	notify      func()
}

// Lengthened chains are of no use here: a request has a head, data and a status.
const longestChain = 3

// NewQueue returns a queue of so many descriptors, a power of two, on three pages: of the
// descriptors, of what is available and of what is used. To notify is to tell the device.
func NewQueue(size int, page func() (dma.Page, error), notify func()) (*Queue, error) {
	q := &Queue{size: size, chains: make([][]uint16, size), notify: notify}
	for _, part := range []*dma.Page{&q.descriptors, &q.available, &q.used} {
		var err error
		if *part, err = page(); err != nil {
			return nil, err
		}
	}
	for n := range size {
		q.free = append(q.free, uint16(size-1-n))
	}
	return q, nil
}

// Size returns how many descriptors there are.
func (q *Queue) Size() int { return q.size }

// WithoutInterrupts asks the device not to interrupt when it has used a buffer:
// section 2.6.7.
func (q *Queue) WithoutInterrupts() {
	q.flags = noNotification
	q.publish()
}

// Add gives the device a chain of buffers, those that it reads first; it sees them
// once it has been notified. The number is the chain's until Take gives it back.
func (q *Queue) Add(buffers ...Buffer) (uint16, error) {
	if len(buffers) == 0 || len(buffers) > longestChain {
		return 0, fmt.Errorf("virtio: a chain of %d buffers", len(buffers))
	}
	if len(buffers) > len(q.free) {
		return 0, ErrFull
	}
	chain := make([]uint16, len(buffers))
	copy(chain, q.free[len(q.free)-len(buffers):])
	q.free = q.free[:len(q.free)-len(buffers)]
	for i, buffer := range buffers {
		q.describe(chain, i, buffer)
	}
	head := chain[0]
	q.chains[head] = chain
	entry := ringHead + int(q.added)%q.size*availableEntry
	binary.LittleEndian.PutUint16(q.available.Bytes[entry:], head)
	q.added++
	q.publish()
	return head, nil
}

func (q *Queue) describe(chain []uint16, i int, buffer Buffer) {
	d := q.descriptors.Bytes[int(chain[i])*descriptorSize:]
	var flags, next uint16
	if buffer.In {
		flags |= descriptorWrite
	}
	if i+1 < len(chain) {
		flags |= descriptorNext
		next = chain[i+1]
	}
	binary.LittleEndian.PutUint64(d, buffer.physical())
	binary.LittleEndian.PutUint32(d[8:], uint32(buffer.Length))
	binary.LittleEndian.PutUint16(d[12:], flags)
	binary.LittleEndian.PutUint16(d[14:], next)
}

// publish stores flags and index in one, with all before it: section 2.6.13.3.
func (q *Queue) publish() {
	atomic.StoreUint32(word(q.available), q.flags|uint32(q.added)<<16)
}

// Notify tells the device that there are buffers, unless it looks of itself: section
// 2.6.10. Its flag is read after the index was stored: Go's atomics are sequentially
// consistent.
func (q *Queue) Notify() {
	if atomic.LoadUint32(word(q.used))&noNotification == 0 {
		q.notify()
	}
}

// Take returns the number of a chain that the device has used and how many bytes it
// has written there; false if there is none.
//
// A device is not believed: a number that it does not have is ErrBroken, and so are
// more chains than it has.
func (q *Queue) Take() (head uint16, written int, ok bool, err error) {
	index := uint16(atomic.LoadUint32(word(q.used)) >> 16)
	if index == q.taken {
		return 0, 0, false, nil
	}
	entry := q.used.Bytes[ringHead+int(q.taken)%q.size*usedEntry:]
	number, length := binary.LittleEndian.Uint32(entry), binary.LittleEndian.Uint32(entry[4:])
	if int(index-q.taken) > q.size || number >= uint32(q.size) || q.chains[number] == nil {
		return 0, 0, false, ErrBroken
	}
	q.taken++
	q.free = append(q.free, q.chains[number]...)
	q.chains[number] = nil
	return uint16(number), int(min(length, dma.PageSize*longestChain)), true, nil
}

// word returns the first four bytes of a page, which is aligned.
func word(page dma.Page) *uint32 {
	return (*uint32)(unsafe.Pointer(unsafe.SliceData(page.Bytes)))
}
