/* Power State Coordination Interface (DEN 0022), section 5.1.4; Linux Documentation/devicetree/
 * bindings/arm/psci.yaml: how to call it, is the property "method".
 */
#include "psci.h"

#include "fdt.h"
#include "print.h"

#define CPU_ON 0xc4000003	/* with arguments of 64 bits */

#define CALL(instruction)							\
	asm volatile(instruction : "+r"(x0) : "r"(x1), "r"(x2), "r"(x3)		\
		     : "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12",	\
		       "x13", "x14", "x15", "x16", "x17", "memory")

long psci_cpu_on(const void *tree, u64 mpidr, uptr entry, uptr context)
{
	struct fdt_property method = fdt_find(tree, "psci", "method");
	register u64 x0 asm("x0") = CPU_ON;
	register u64 x1 asm("x1") = mpidr;
	register u64 x2 asm("x2") = entry;
	register u64 x3 asm("x3") = context;

	if (!method.value)
		panic("the device tree has no psci");
	if (method.value[0] == 'h')
		CALL("hvc #0");
	else
		CALL("smc #0");
	return x0;
}
