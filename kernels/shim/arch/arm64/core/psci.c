// SPDX-License-Identifier: MIT
/*
 * Power State Coordination Interface (DEN 0022), sections 5.1.4 and 5.1.9; Linux
 * Documentation/devicetree/bindings/arm/psci.yaml: how to call it, is the property "method".
 */
#include "core/psci.h"

#include "core/fdt.h"
#include "core/print.h"

#define CPU_ON 0xc4000003	/* with arguments of 64 bits */
#define SYSTEM_OFF 0x84000008

/* The bench's: "exitcode", in x2, says that x1 has one. SYSTEM_OFF itself looks at neither. */
#define CODE_FOLLOWS 0x65646f6374697865

#define CALL(instruction)							\
	asm volatile(instruction : "+r"(x0) : "r"(x1), "r"(x2), "r"(x3)		\
		     : "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12",	\
		       "x13", "x14", "x15", "x16", "x17", "memory")

static long call(struct fdt_property method, const u64 words[4])
{
	register u64 x0 asm("x0") = words[0];
	register u64 x1 asm("x1") = words[1];
	register u64 x2 asm("x2") = words[2];
	register u64 x3 asm("x3") = words[3];

	if (method.value[0] == 'h')
		CALL("hvc #0");
	else
		CALL("smc #0");
	return x0;
}

long psci_cpu_on(const void *tree, u64 mpidr, uptr entry, uptr context)
{
	struct fdt_property method = fdt_find(tree, "psci", "method");

	if (!method.value)
		panic("the device tree has no psci");
	return call(method, (u64[]){ CPU_ON, mpidr, entry, context });
}

void psci_system_off(const void *tree, u64 code)
{
	struct fdt_property method = { 0 };

	if (fdt_valid(tree))
		method = fdt_find(tree, "psci", "method");
	if (method.value)
		call(method, (u64[]){ SYSTEM_OFF, code, CODE_FOLLOWS, 0 });
}
