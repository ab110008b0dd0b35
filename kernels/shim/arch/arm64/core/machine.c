// SPDX-License-Identifier: MIT
/* What QEMU says in the device tree that it puts at the start of RAM, for an ELF kernel. */
#include "core/machine.h"

#include "core/fdt.h"
#include "core/print.h"
#include "core/sysreg.h"
#include "core/virt.h"

#define CURRENT_EL_SHIFT 2	/* Arm ARM (DDI 0487), section C5.2.2 */

void machine_probe(struct machine *machine)
{
	const void *tree = (void *)VIRT_RAM;
	u64 level = sysreg_read(CurrentEL) >> CURRENT_EL_SHIFT;

	if (level != 1)
		panic_value("QEMU's virt has secure=on or virtualization=on: entered at EL", level);
	if (!fdt_valid(tree))
		panic_value("no device tree at", VIRT_RAM);

	struct fdt_property memory = fdt_find(tree, "memory", "reg");
	struct fdt_property arguments = fdt_find(tree, "chosen", "bootargs");

	if (memory.length < 4 * sizeof(u32))
		panic("the device tree names no memory");
	machine->ram_start = fdt_pair(&memory, 0);
	machine->ram_end = machine->ram_start + fdt_pair(&memory, 2);
	for (u32 i = 0; i < arguments.length && i < sizeof(machine->arguments) - 1; i++)
		machine->arguments[i] = arguments.value[i];
}
