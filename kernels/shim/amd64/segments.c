/* Descriptor tables and the registers that lead into traps.S. */
#include "segments.h"

#include "machine.h"
#include "msr.h"
#include "registers.h"
#include "thread.h"

/* Task state: SDM volume 3A, figure 7-11. An interrupt's gate picks one of the stacks. */
struct task {
	u32 reserved0;
	u64 rsp[3];
	u64 reserved1;
	u64 interrupt_stack[7];
	u64 reserved2;
	u16 reserved3, io_map;
} __attribute__((packed));

/* SDM volume 3A, figure 6-8. */
struct gate {
	u16 offset_low, selector;
	u8 stack, type;
	u16 offset_middle;
	u32 offset_high, reserved;
};

#define GATE_INTERRUPT 0x8e	/* present, interrupts off */
#define STACK_FRAME 1		/* the end of the current thread's frame */
#define STACK_EMERGENCY 2	/* for what can come at any time, even here */

#define NMI 2
#define DOUBLE_FAULT 8
#define MACHINE_CHECK 18

#define TASK_AVAILABLE 0x89ull

extern u64 gdt[];
extern u8 boot_stack_end[], trap_stubs[], trap_syscall[];

static struct gate gates[VECTORS];
static struct task task;
static struct cpu cpu;
static u8 emergency[2048] __attribute__((aligned(16)));

struct cpu *this_cpu(void)
{
	return &cpu;
}

static void gate_set(int vector, int stack)
{
	uptr stub = (uptr)trap_stubs + 16 * vector;

	gates[vector] = (struct gate){
		.offset_low = stub,
		.offset_middle = stub >> 16,
		.offset_high = stub >> 32,
		.selector = SEGMENT_CODE,
		.stack = stack,
		.type = GATE_INTERRUPT,
	};
}

static void load_interrupts(void)
{
	struct {
		u16 limit;
		const void *base;
	} __attribute__((packed)) pointer = { sizeof(gates) - 1, gates };

	for (int vector = 0; vector < VECTORS; vector++)
		gate_set(vector, STACK_FRAME);
	gate_set(NMI, STACK_EMERGENCY);
	gate_set(DOUBLE_FAULT, STACK_EMERGENCY);
	gate_set(MACHINE_CHECK, STACK_EMERGENCY);
	asm volatile("lidt %0" : : "m"(pointer), "m"(gates));
}

static void load_task(void)
{
	u64 base = (uptr)&task, limit = sizeof(task) - 1;

	task.io_map = sizeof(task);
	task.interrupt_stack[STACK_EMERGENCY - 1] = (uptr)(emergency + sizeof(emergency));
	gdt[SEGMENT_TASK / 8] = limit | (base & 0xffffff) << 16 | TASK_AVAILABLE << 40 |
				(base >> 24 & 0xff) << 56;
	gdt[SEGMENT_TASK / 8 + 1] = base >> 32;
	asm volatile("ltr %w0" : : "r"(SEGMENT_TASK) : "memory");
}

void traps_init(void)
{
	load_interrupts();
	load_task();
	cpu.stack = (uptr)boot_stack_end;
	msr_write(MSR_GS_BASE, (uptr)&cpu);
	msr_write(MSR_STAR, (u64)SEGMENT_CODE << 32);
	msr_write(MSR_LSTAR, (uptr)trap_syscall);
	msr_write(MSR_SFMASK, EFLAGS_IF | EFLAGS_DF);
}

void thread_switch(struct thread *from, struct thread *to)
{
	if (from)
		fp_save(from->fp);
	fp_restore(to->fp);
	msr_write(MSR_FS_BASE, to->tls);
	task.interrupt_stack[STACK_FRAME - 1] = (uptr)(&to->frame + 1);
}

void frame_init(struct frame *frame, uptr entry, uptr stack)
{
	*frame = (struct frame){
		.rip = entry,
		.cs = SEGMENT_CODE,
		.rflags = EFLAGS_RESERVED | EFLAGS_IF,
		.rsp = stack,
		.ss = SEGMENT_DATA,
	};
}
