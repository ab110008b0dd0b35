// SPDX-License-Identifier: MIT
/*
 * Starting processors: MultiProcessor Specification 1.4, appendix B.4; Intel SDM volume 3A,
 * section 8.4.4.1. All are started at once, and each says itself which it is.
 */
#include "smp/processors.h"

#include "devices/apic.h"
#include "core/biglock.h"
#include "devices/fw_cfg.h"
#include "core/ending.h"
#include "core/machine.h"
#include "core/relax.h"
#include "mm/pages.h"
#include "mm/paging.h"
#include "core/print.h"
#include "sched/thread.h"
#include "smp/processor.h"
#include "mm/shootdown.h"
#include "entry/trampoline.h"

#define STACK_PAGES 2
#define INIT_TIME (10 * NS_PER_MS)
#define START_TIME (10 * NS_PER_MS)
#define STARTS 1000			/* a host may be busy elsewhere for seconds */

extern u8 trampoline[], trampoline_root[], trampoline_end[];

/* For trampoline.S. */
u64 processor_stacks[MOST_PROCESSORS];
u32 processors_arrived, processors_awaited;

static struct processor *processors[MOST_PROCESSORS];
static u32 ready;		/* how many have what they need of their own */

struct frame *processor_enter(u32 number)
{
	struct processor *self = processors[number];

	processor_init(self, processor_stacks[number]);
	self->cpu.address = apic_enable();
	__atomic_fetch_add(&ready, 1, __ATOMIC_RELEASE);
	shim_lock();
	return threads_resume();
}

static void prepare(u32 number)
{
	struct processor *processor = page_alloc();
	u8 *stack = pages_alloc(STACK_PAGES);

	if (!processor || !stack)
		panic("no memory for a processor");
	processor->cpu.idle = thread_idle();
	processors[number] = processor;
	processor_stacks[number] = (uptr)(stack + STACK_PAGES * PAGE_SIZE);
}

static void place_trampoline(void)
{
	memcpy((void *)TRAMPOLINE, trampoline, trampoline_end - trampoline);
	*(u32 *)(TRAMPOLINE + (trampoline_root - trampoline)) = (uptr)paging_root();
}

static void wait(u64 nanoseconds, u32 others)
{
	u64 end = clock_now() + nanoseconds;

	while (clock_now() < end && __atomic_load_n(&ready, __ATOMIC_ACQUIRE) < others)
		processor_relax();
}

/* One that runs already takes no notice of a start. */
static void start(u32 others)
{
	apic_init_others();
	wait(INIT_TIME, others);
	for (int i = 0; i < STARTS; i++) {
		apic_start_others(TRAMPOLINE / PAGE_SIZE);
		wait(START_TIME, others);
		if (__atomic_load_n(&ready, __ATOMIC_ACQUIRE) == others)
			return;
	}
	panic_value("processors that did not start", others - ready);
}

void processors_start(void)
{
	u32 others = fw_cfg_processors() - 1;

	if (others >= MOST_PROCESSORS)
		others = MOST_PROCESSORS - 1;
	if (!others)
		return;
	for (u32 i = 0; i < others; i++)
		prepare(i);
	processors_awaited = others;
	place_trampoline();
	start(others);
	for (u32 i = 0; i < others; i++)
		processors_add(&processors[i]->cpu);
}

/* Called by traps.S on a stack of its own, wherever this processor was. */
void nmi(void)
{
	if (machine_ends())
		processor_stop();
	if (!shootdown_serve())
		panic("NMI");
}
