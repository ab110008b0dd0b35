/* Semihosting for AArch64 (Arm, version 2.0): SYS_EXIT_EXTENDED ends QEMU with a code. */
#include "console.h"
#include "exit.h"
#include "gic.h"
#include "machine.h"
#include "processors.h"

#define SYS_EXIT_EXTENDED 0x20
#define ADP_STOPPED_APPLICATION_EXIT 0x20026

bool exiting;

/* Memory stays as it is for whoever looks at it. */
_Noreturn void processor_stop(void)
{
	/* A pending interrupt ends wfi even when it is masked. */
	gic_leave();
	for (;;)
		asm volatile("wfi");
}

_Noreturn void machine_exit(int code)
{
	const u64 block[] = { ADP_STOPPED_APPLICATION_EXIT, (u64)code };

	processors_halt();
	console_drain();
	exiting = true;
	register u64 operation asm("x0") = SYS_EXIT_EXTENDED;
	register const u64 *parameter asm("x1") = block;

	asm volatile("hlt #0xf000" : "+r"(operation) : "r"(parameter), "m"(block) : "memory");
	processor_stop();
}
