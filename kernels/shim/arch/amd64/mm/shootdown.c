// SPDX-License-Identifier: MIT
/*
 * The processor drops translations of its own; the others are told by NMI, and waited for:
 * SDM volume 3A, section 4.10.5. Nothing masks an NMI, so that it does not matter what they
 * are at: a lock of the kernel's with interrupts off, or the wait for the shim's lock, which
 * is held here. A processor that is idle is let sleep, and drops all when it wakes.
 */
#include "mm/shootdown.h"

#include "core/relax.h"
#include "devices/apic.h"
#include "mm/paging.h"
#include "smp/processors.h"
#include "mm/tlb.h"

static struct {
	uptr start, end;
	u32 waiting;		/* processors that have not done it yet */
} shootdown;

static bool to_be_told(struct cpu *cpu)
{
	if (cpu == this_cpu())
		return false;
	if (cpu->current == cpu->idle)
		cpu->stale = true;
	return cpu->current != cpu->idle;
}

void tlb_drop(uptr start, uptr end)
{
	struct cpu *told[MOST_PROCESSORS];
	u32 count = 0;

	tlb_drop_here(start, end);
	for (u32 i = 0; i < processors_running(); i++)
		if (to_be_told(processor(i)))
			told[count++] = processor(i);
	shootdown.start = start;
	shootdown.end = end;
	__atomic_store_n(&shootdown.waiting, count, __ATOMIC_RELEASE);
	for (u32 i = 0; i < count; i++)
		apic_nmi(told[i]->address);
	while (__atomic_load_n(&shootdown.waiting, __ATOMIC_ACQUIRE))
		processor_relax();
}

bool shootdown_serve(void)
{
	if (!__atomic_load_n(&shootdown.waiting, __ATOMIC_ACQUIRE))
		return false;
	tlb_drop_here(shootdown.start, shootdown.end);
	__atomic_fetch_sub(&shootdown.waiting, 1, __ATOMIC_RELEASE);
	return true;
}
