// SPDX-License-Identifier: MIT
/* Descriptor tables and the segments that hang on them. */
#include "core/segments.h"

#include "core/errno.h"
#include "core/machine.h"
#include "core/registers.h"
#include "sched/thread.h"
#include "mm/vm.h"

/* SDM volume 3A, figure 6-2. */
struct gate {
	u16 offset_low, selector;
	u8 reserved, type;
	u16 offset_high;
};

#define GATE_INTERRUPT 0x8e		/* present, interrupts off */

/* SDM volume 3A, figure 3-8: 4 GiB of writable data, at ring 0 or, as a thread's, 3. */
#define DATA_RING_0 0x00cf93000000ffffull
#define DATA_RING_3 0x00cff3000000ffffull

extern u64 gdt[];
extern u8 boot_stack_end[], trap_stubs[], trap_syscall[];

static struct gate gates[VECTOR_SYSCALL + 1];
static struct cpu cpu;

struct cpu *this_cpu(void)
{
	return &cpu;
}

static void gate_set(int vector, const void *stub)
{
	gates[vector] = (struct gate){
		.offset_low = (uptr)stub,
		.offset_high = (uptr)stub >> 16,
		.selector = SEGMENT_CODE,
		.type = GATE_INTERRUPT,
	};
}

static void descriptor_set(int selector, u64 kind, u32 base)
{
	gdt[selector / 8] = kind | (u64)(base & 0xffffff) << 16 | (u64)(base >> 24) << 56;
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

	cpu.self = &cpu;
	cpu.stack = (uptr)boot_stack_end;
	descriptor_set(SEGMENT_CPU, DATA_RING_0, (uptr)&cpu);
	asm volatile("movl %0, %%fs" : : "r"(SEGMENT_CPU) : "memory");
}

/* A segment register holds on to its descriptor until it is loaded again. */
static void tls_use(u32 base)
{
	descriptor_set(SEGMENT_TLS, DATA_RING_3, base);
	asm volatile("movl %0, %%gs" : : "r"(SEGMENT_TLS | 3) : "memory");
}

void thread_switch(struct thread *from, struct thread *to)
{
	if (from)
		fp_save(from->fp);
	fp_restore(to->fp);
	tls_use(to->tls);
}

void frame_init(struct frame *frame, uptr entry, uptr stack)
{
	*frame = (struct frame){
		.eip = entry,
		.cs = SEGMENT_CODE,
		.eflags = EFLAGS_RESERVED | EFLAGS_IF,
		.esp = stack,
	};
}

/* Linux arch/x86/include/uapi/asm/ldt.h. */
struct user_desc {
	u32 entry, base, limit, flags;
};

/* System call set_thread_area(2): there is one entry, and it changes with the thread. */
long sys_set_thread_area(struct arguments *a)
{
	struct user_desc *area = (void *)a->value[0];

	if (!vm_reachable(area, sizeof(*area)))
		return -EFAULT;
	area->entry = SEGMENT_TLS / 8;
	current_thread()->tls = area->base;
	tls_use(area->base);
	return 0;
}
