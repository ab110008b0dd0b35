// SPDX-License-Identifier: MIT
/* The end of the machine: PSCI's SYSTEM_OFF, with the exit code in a register for the host. */
#include "core/console.h"
#include "core/ending.h"
#include "core/machine.h"
#include "core/psci.h"
#include "core/virt.h"

_Noreturn void machine_exit(u32 code)
{
	others_stop();
	console_drain();
	psci_system_off((void *)VIRT_RAM, code);
	processor_stop();
}
