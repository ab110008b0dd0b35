// SPDX-License-Identifier: MIT

package main

import (
	"runtime"
	"syscall"
	"unsafe"
)

// Operations of "Semihosting for AArch32 and AArch64", Arm, version 2.0.
const (
	sysOpen   = 0x01
	sysClose  = 0x02
	sysWrite0 = 0x04
	sysWrite  = 0x05
	sysRead   = 0x06
	sysIstty  = 0x09
	sysSeek   = 0x0a
	sysFlen   = 0x0c
	sysRemove = 0x0e
	sysRename = 0x0f
	sysSystem = 0x12
	// lastOperation is more than have been given a meaning.
	lastOperation = 0x1ff
)

// Modes of SYS_OPEN, as of fopen: "r" and "w".
const (
	modeRead  = 0
	modeWrite = 4
)

const (
	written = "/tmp/written-by-a-guest\x00"
	renamed = "/tmp/renamed-by-a-guest\x00"
	secret  = "/etc/hostname\x00"
	command = "touch /tmp/made-by-a-guest\x00"
)

// A trap is an instruction that asks for an operation with a block of parameters.
type trap func(operation, block uintptr) uintptr

// The instructions: that of AArch64, those of AArch32 as AArch64 reads them.
func hltF000(operation, block uintptr) uintptr
func hlt3C(operation, block uintptr) uintptr
func brkAB(operation, block uintptr) uintptr

// skipped returns where the handler of signals begins that counts an exception
// in exceptions, and goes on behind the instruction with -1 for its answer.
func skipped() uintptr

var exceptions uint64

// catch has exceptions of undefined instructions and breakpoints counted.
func catch() {
	// Linux include/uapi/asm-generic/signal.h: struct sigaction, SA_ONSTACK.
	action := struct{ handler, flags, restorer, mask uintptr }{skipped(), 0x08000000, 0, 0}
	for _, number := range []syscall.Signal{syscall.SIGILL, syscall.SIGTRAP} {
		_, _, errno := syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, uintptr(number),
			uintptr(unsafe.Pointer(&action)), 0, unsafe.Sizeof(action.mask), 0, 0)
		if errno != 0 {
			panic(errno)
		}
	}
}

func attempts() (asked, refused uint64) {
	runtime.LockOSThread()
	catch()
	for _, ask := range []trap{hltF000, hlt3C, brkAB} {
		asked += files(ask) + all(ask)
	}
	return asked, exceptions
}

func address(text string) uintptr {
	return uintptr(unsafe.Pointer(unsafe.StringData(text)))
}

// files writes, reads, renames, removes a file of the host and runs a command.
func files(ask trap) uint64 {
	buffer := make([]byte, 64)
	calls := 0
	call := func(operation uintptr, words ...uintptr) uintptr {
		calls++
		return ask(operation, uintptr(unsafe.Pointer(&words[0])))
	}
	file := call(sysOpen, address(written), modeWrite, uintptr(len(written)-1))
	call(sysWrite, file, address(written), uintptr(len(written)-1))
	call(sysClose, file)
	call(sysRename, address(written), uintptr(len(written)-1), address(renamed), uintptr(len(renamed)-1))
	file = call(sysOpen, address(secret), modeRead, uintptr(len(secret)-1))
	call(sysRead, file, uintptr(unsafe.Pointer(&buffer[0])), uintptr(len(buffer)))
	call(sysSeek, file, 0)
	call(sysFlen, file)
	call(sysIstty, file)
	call(sysSystem, address(command), uintptr(len(command)-1))
	call(sysRemove, address(renamed), uintptr(len(renamed)-1))
	calls++
	ask(sysWrite0, address(written))
	if buffer[0] != 0 {
		println("the host's file begins with", string(buffer))
	}
	return uint64(calls)
}

// all asks for every operation, those that end the guest last.
func all(ask trap) uint64 {
	block := [4]uintptr{address(written), modeWrite, uintptr(len(written) - 1)}
	for operation := uintptr(lastOperation); operation > 0; operation-- {
		ask(operation, uintptr(unsafe.Pointer(&block)))
	}
	return lastOperation
}
