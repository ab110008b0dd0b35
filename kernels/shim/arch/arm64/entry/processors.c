// SPDX-License-Identifier: MIT
/* Starting processors: those that the device tree names, by PSCI. */
#include "smp/processors.h"

#include "core/biglock.h"
#include "core/fdt.h"
#include "devices/gic.h"
#include "core/machine.h"
#include "mm/pages.h"
#include "core/print.h"
#include "entry/processor.h"
#include "core/psci.h"
#include "core/sysreg.h"
#include "sched/thread.h"
#include "core/virt.h"

#define STACK_PAGES 2
#define START_TIME (10ull * NS_PER_SECOND)	/* a host may be busy elsewhere */

/* MPIDR_EL1: Arm ARM (DDI 0487), section D13.2: four levels of affinity. */
#define MPIDR_AFFINITY 0xff00ffffffull

extern u8 processor_start[];

/* For start.S, which reads it before its caches are on. */
struct {
	u64 mair, tcr, ttbr0, sctlr;
} mmu_registers __attribute__((aligned(64)));

static u32 ready;		/* how many have set themselves up */

struct frame *processor_enter(struct cpu *self)
{
	processor_traps(self);
	gic_join();
	__atomic_fetch_add(&ready, 1, __ATOMIC_RELEASE);
	shim_lock();
	return threads_resume();
}

static struct cpu *prepare(void)
{
	struct cpu *cpu = page_alloc();
	u8 *stack = pages_alloc(STACK_PAGES);

	if (!cpu || !stack)
		panic("no memory for a processor");
	cpu->idle = thread_idle();
	cpu->stack = (uptr)(stack + STACK_PAGES * PAGE_SIZE);
	return cpu;
}

/* Out of the caches: who starts reads memory. */
static void copy_registers(void)
{
	mmu_registers.mair = sysreg_read(mair_el1);
	mmu_registers.tcr = sysreg_read(tcr_el1);
	mmu_registers.ttbr0 = sysreg_read(ttbr0_el1);
	mmu_registers.sctlr = sysreg_read(sctlr_el1);
	asm volatile("dc cvac, %0\n\tdsb sy" : : "r"(&mmu_registers) : "memory");
}

static void wait(u32 others)
{
	u64 end = clock_now() + START_TIME;

	while (__atomic_load_n(&ready, __ATOMIC_ACQUIRE) < others)
		if (clock_now() > end)
			panic_value("processors that did not start", others - ready);
}

/* The number in the device tree, of one cell or two; false if it names no more. */
static bool named(u32 nth, u64 *mpidr)
{
	struct fdt_property reg = fdt_find_below((void *)VIRT_RAM, "cpus", "cpu@", nth, "reg");

	if (!reg.value)
		return false;
	*mpidr = fdt_cell(&reg, 0);
	if (reg.length > sizeof(u32))
		*mpidr = *mpidr << 32 | fdt_cell(&reg, 1);
	return true;
}

void processors_start(void)
{
	struct cpu *started[MOST_PROCESSORS];
	u64 self = sysreg_read(mpidr_el1) & MPIDR_AFFINITY, mpidr;
	u32 others = 0;

	copy_registers();
	for (u32 nth = 0; others < MOST_PROCESSORS - 1 && named(nth, &mpidr); nth++) {
		if (mpidr == self)
			continue;
		struct cpu *cpu = started[others++] = prepare();
		long error = psci_cpu_on((void *)VIRT_RAM, mpidr, (uptr)processor_start, (uptr)cpu);

		if (error)
			panic_value("PSCI starts no processor:", error);
	}
	wait(others);
	for (u32 i = 0; i < others; i++)
		processors_add(started[i]);
}
