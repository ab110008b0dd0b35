/* SPDX-License-Identifier: MIT */
/* What the folder of an architecture gives to the common part. */
#pragma once

#include "core/types.h"

/* Exit code of a machine that the shim itself gave up: EX_SOFTWARE of BSD's sysexits(3). */
#define EXIT_SHIM 70
/* isa-debug-exit of QEMU loses the bit above. */
#define MOST_EXIT_CODE 0x7fffffff

struct machine {
	uptr ram_start;
	uptr ram_end;
	char arguments[2048];	/* the kernel's command line, words parted by spaces */
};

/* Reads what the boot loader left: memory and arguments. Runs first, on the boot stack. */
void machine_probe(struct machine *machine);
/* Descriptor or vector tables, floating point, entry of system calls. */
void traps_init(void);
/* The clock and its tick; interrupts stay off until the first thread runs. */
void clock_init(void);

/* Nanoseconds since the clock was started; never goes back. */
u64 clock_now(void);
/* The counter on which the clock stands, and its rate. */
u64 clock_counter(void);
u32 clock_khz(void);
/* Seconds since 1970 when the clock was started, from the machine's real-time clock. */
u32 clock_epoch(void);

/* Ends the machine with an exit code for the host, of up to MOST_EXIT_CODE. */
_Noreturn void machine_exit(u32 code);
