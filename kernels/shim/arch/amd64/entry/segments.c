// SPDX-License-Identifier: MIT
/* Descriptor tables and the registers that lead into traps.S. */
#include "core/machine.h"
#include "core/msr.h"
#include "smp/processor.h"
#include "core/registers.h"

/* SDM volume 3A, figure 6-8. */
struct gate {
	u16 offset_low, selector;
	u8 stack, type;
	u16 offset_middle;
	u32 offset_high, reserved;
};

#define GATE_INTERRUPT 0x8e	/* present, interrupts off */
#define STACK_EMERGENCY 2	/* for what can come at any time, even here */
#define STACK_NMI 3		/* and for what then goes on */

#define NMI 2
#define DOUBLE_FAULT 8
#define MACHINE_CHECK 18

#define TASK_AVAILABLE 0x89ull

extern u8 boot_stack_end[], trap_stubs[], trap_syscall[], trap_nmi[];

static struct gate gates[VECTORS];	/* of all processors */
static struct processor first;

static void gate_set(int vector, const void *stub, int stack)
{
	gates[vector] = (struct gate){
		.offset_low = (uptr)stub,
		.offset_middle = (uptr)stub >> 16,
		.offset_high = (uptr)stub >> 32,
		.selector = SEGMENT_CODE,
		.stack = stack,
		.type = GATE_INTERRUPT,
	};
}

static void gates_init(void)
{
	for (int vector = 0; vector < VECTORS; vector++)
		gate_set(vector, trap_stubs + 16 * vector, STACK_FRAME);
	gate_set(NMI, trap_nmi, STACK_NMI);
	gate_set(DOUBLE_FAULT, trap_stubs + 16 * DOUBLE_FAULT, STACK_EMERGENCY);
	gate_set(MACHINE_CHECK, trap_stubs + 16 * MACHINE_CHECK, STACK_EMERGENCY);
}

struct pointer {
	u16 limit;
	const void *base;
} __attribute__((packed));

static void load_tables(struct processor *p)
{
	struct pointer interrupts = { sizeof(gates) - 1, gates };
	struct pointer segments = { sizeof(p->gdt) - 1, p->gdt };
	u64 base = (uptr)&p->task, limit = sizeof(p->task) - 1;

	p->task.io_map = sizeof(p->task);
	p->task.interrupt_stack[STACK_EMERGENCY - 1] = (uptr)(p->emergency + sizeof(p->emergency));
	p->task.interrupt_stack[STACK_NMI - 1] = (uptr)(p->nmi + sizeof(p->nmi));
	p->gdt[SEGMENT_CODE / 8] = DESCRIPTOR_CODE;
	p->gdt[SEGMENT_DATA / 8] = DESCRIPTOR_DATA;
	p->gdt[SEGMENT_TASK / 8] = limit | (base & 0xffffff) << 16 | TASK_AVAILABLE << 40 |
				   (base >> 24 & 0xff) << 56;
	p->gdt[SEGMENT_TASK / 8 + 1] = base >> 32;
	asm volatile("lgdt %0" : : "m"(segments) : "memory");
	asm volatile("lidt %0" : : "m"(interrupts) : "memory");
	asm volatile("ltr %w0" : : "r"(SEGMENT_TASK) : "memory");
}

void processor_init(struct processor *processor, uptr stack)
{
	load_tables(processor);
	processor->cpu.self = &processor->cpu;
	processor->cpu.stack = stack;
	msr_write(MSR_GS_BASE, (uptr)&processor->cpu);
	msr_write(MSR_STAR, (u64)SEGMENT_CODE << 32);
	msr_write(MSR_LSTAR, (uptr)trap_syscall);
	msr_write(MSR_SFMASK, EFLAGS_IF | EFLAGS_DF);
}

void traps_init(void)
{
	gates_init();
	processor_init(&first, (uptr)boot_stack_end);
}
