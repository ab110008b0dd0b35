// SPDX-License-Identifier: MIT
#include "smp/processors.h"

#include "core/ending.h"
#include "core/print.h"

static struct cpu *processors[MOST_PROCESSORS];
static u32 running;

static void tell_others(void)
{
	for (u32 i = 0; i < running; i++)
		if (processors[i] != this_cpu())
			processor_halt(processors[i]);
}

void processors_add(struct cpu *cpu)
{
	if (running == MOST_PROCESSORS)
		panic("too many processors");
	cpu->number = running;
	processors[running++] = cpu;
	ending_tells_others(tell_others);
}

u32 processors_running(void)
{
	return running;
}

struct cpu *processor(u32 number)
{
	return processors[number];
}

static bool idle(const struct cpu *cpu)
{
	return cpu->current == cpu->idle;
}

/* One call is enough until it has been answered. */
static void call(struct cpu *cpu)
{
	if (cpu->called)
		return;
	cpu->called = true;
	processor_call(cpu);
}

u32 processors_idle(void)
{
	u32 count = 0;

	for (u32 i = 0; i < running; i++)
		count += idle(processors[i]);
	return count;
}

void processors_rouse(u32 count)
{
	const struct cpu *self = this_cpu();

	for (u32 i = 0; i < running && count; i++) {
		if (processors[i] == self || !idle(processors[i]))
			continue;
		call(processors[i]);
		count--;
	}
}

bool processors_end_turns(u32 count)
{
	static u32 next;
	bool own = false;

	for (u32 i = 0; i < running && count; i++) {
		struct cpu *cpu = processors[next++ % running];

		if (idle(cpu))
			continue;
		count--;
		if (cpu == this_cpu()) {
			own = true;
			continue;
		}
		cpu->turn_over = true;
		call(cpu);
	}
	return own;
}

void processors_interrupt(const struct thread *thread)
{
	const struct cpu *self = this_cpu();

	for (u32 i = 0; i < running; i++)
		if (processors[i]->current == thread && processors[i] != self)
			call(processors[i]);
}

bool processor_called(void)
{
	struct cpu *self = this_cpu();
	bool turn_over = self->turn_over;

	self->called = false;
	self->turn_over = false;
	return turn_over;
}
