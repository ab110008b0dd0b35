// SPDX-License-Identifier: MIT
/* The end of the machine: PSCI's SYSTEM_OFF, with the exit code in a register for the host. */
#include "core/console.h"
#include "devices/gic.h"
#include "core/machine.h"
#include "smp/processors.h"
#include "core/psci.h"
#include "core/virt.h"

/* Memory stays as it is for whoever looks at it. */
_Noreturn void processor_stop(void)
{
	/* A pending interrupt ends wfi even when it is masked. */
	gic_leave();
	for (;;)
		asm volatile("wfi");
}

_Noreturn void machine_exit(u32 code)
{
	processors_halt();
	console_drain();
	psci_system_off((void *)VIRT_RAM, code);
	processor_stop();
}
