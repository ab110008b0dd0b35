// SPDX-License-Identifier: MIT
/*
 * QEMU's isa-debug-exit (hw/misc/debugexit.c), at its port iobase=0xf4: QEMU exits with
 * code * 2 + 1, of 32 bits. It does so from another thread of the host: there is more to run here.
 */
#include "core/console.h"
#include "core/ending.h"
#include "core/io.h"
#include "core/machine.h"

#define DEBUG_EXIT 0xf4

_Noreturn void machine_exit(u32 code)
{
	others_stop();
	console_drain();
	out32(DEBUG_EXIT, code);
	processor_stop();
}
