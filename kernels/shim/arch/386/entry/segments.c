// SPDX-License-Identifier: MIT
/* The table of interrupts, and the segment of the processor. */
#include "core/segments.h"

#include "core/cpu.h"
#include "core/machine.h"
#include "core/registers.h"

/* SDM volume 3A, figure 6-2. */
struct gate {
	u16 offset_low, selector;
	u8 reserved, type;
	u16 offset_high;
};

#define GATE_INTERRUPT 0x8e		/* present, interrupts off */

extern u8 boot_stack_end[], trap_stubs[], trap_syscall[];

static struct gate gates[VECTOR_SYSCALL + 1];

static void gate_set(int vector, const void *stub)
{
	gates[vector] = (struct gate){
		.offset_low = (uptr)stub,
		.offset_high = (uptr)stub >> 16,
		.selector = SEGMENT_CODE,
		.type = GATE_INTERRUPT,
	};
}

void traps_init(void)
{
	struct {
		u16 limit;
		const void *base;
	} __attribute__((packed)) pointer = { sizeof(gates) - 1, gates };

	for (int vector = 0; vector < VECTORS; vector++)
		gate_set(vector, trap_stubs + 16 * vector);
	gate_set(VECTOR_SYSCALL, trap_syscall);
	asm volatile("lidt %0" : : "m"(pointer), "m"(gates));

	this_cpu()->self = this_cpu();
	this_cpu()->stack = (uptr)boot_stack_end;
	descriptor_set(SEGMENT_CPU, DATA_RING_0, (uptr)this_cpu());
	asm volatile("movl %0, %%fs" : : "r"(SEGMENT_CPU) : "memory");
}
