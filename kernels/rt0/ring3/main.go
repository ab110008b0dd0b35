// SPDX-License-Identifier: MIT

//go:build 386

// Ring3 runs a few instructions at privilege level 3, which ask the kernel for
// something by an interrupt and go on with the answer.
package main

import "unsafe"

// What the program notes for a host: what it was asked, by whom, and what the
// caller made of the answer.
var (
	Asked    uint32
	CallerCS uint32
	Told     uint32
)

// Selectors of the table below; the last two bits of a user's are its level.
// Intel SDM volume 3, 3.4.2 "Segment Selectors".
const (
	kernelCode = 0x08
	kernelData = 0x10
	userCode   = 0x20 | 3
	userData   = 0x28 | 3
	taskState  = 0x30
)

// syscall is the interrupt by which a user asks.
const syscall = 0x80

var (
	descriptors [7]uint64
	gates       [syscall + 1]uint64
	task        [26]uint32
	trapStack   [1024]uint32
	userStack   [256]uint32
)

func main() {
	copy(descriptors[:], loaded()[:4])
	descriptors[4] = 0x00cf_fa00_0000_ffff // code of 4 GiB for level 3
	descriptors[5] = 0x00cf_f200_0000_ffff // data of 4 GiB for level 3
	descriptors[6] = taskDescriptor(address(unsafe.Pointer(&task)))
	// The stack of traps from level 3. Intel SDM volume 3, 8.2.1 "Task-State Segment".
	task[1] = address(unsafe.Pointer(&trapStack)) + uint32(unsafe.Sizeof(trapStack))
	task[2] = kernelData
	gates[syscall] = gate(trapEntry())
	load(&descriptors, &gates)
	run(address(unsafe.Pointer(&userStack)) + uint32(unsafe.Sizeof(userStack)))
}

// serve answers what a user asks.
//
//go:nosplit
func serve(number, cs uint32) uint32 {
	Asked, CallerCS = number, cs
	return number + 1
}

// taskDescriptor returns the descriptor of a TSS. Intel SDM volume 3, 8.2.2.
func taskDescriptor(base uint32) uint64 {
	const available, limit = 0x89, uint64(unsafe.Sizeof(task) - 1)
	return uint64(base>>24)<<56 | available<<40 | uint64(base&0xffffff)<<16 | limit
}

// gate returns an interrupt gate that level 3 may call. Intel SDM volume 3, 6.11.
func gate(handler uint32) uint64 {
	const interrupt = 0xee
	return uint64(handler>>16)<<48 | interrupt<<40 | kernelCode<<16 | uint64(handler&0xffff)
}

func address(of unsafe.Pointer) uint32 { return uint32(uintptr(of)) }

// loaded returns the table of descriptors that the processor has.
func loaded() *[4]uint64

// load gives the processor other tables, and the task.
func load(descriptors *[7]uint64, gates *[syscall + 1]uint64)

// trapEntry returns the address of the code that the gate leads to.
func trapEntry() uint32

// run enters level 3 on a stack, and returns when what runs there has ended.
func run(stack uint32)
