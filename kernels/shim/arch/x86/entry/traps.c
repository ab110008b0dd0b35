// SPDX-License-Identifier: MIT
/* What to do on each vector: Intel SDM volume 3A, section 6.15. */
#include "devices/apic.h"
#include "core/biglock.h"
#include "core/fixed_files.h"
#include "core/machine.h"
#include "mm/pagetable.h"
#include "devices/pic8259.h"
#include "devices/pit8254.h"
#include "core/print.h"
#include "smp/processors.h"
#include "core/registers.h"
#include "sched/signal.h"
#include "events/source.h"
#include "core/syscall.h"
#include "sched/thread.h"
#include "core/uart16550.h"
#include "mm/vm.h"

extern u8 shim_base[], shim_end[];

static const struct {
	u8 signal, code;
} exceptions[VECTOR_IRQ] = {
	[0] = { SIGFPE, FPE_INTDIV },	/* #DE divide error */
	[1] = { SIGTRAP, TRAP_BRKPT },	/* #DB debug */
	[3] = { SIGTRAP, SI_KERNEL },	/* #BP breakpoint */
	[4] = { SIGSEGV, SI_KERNEL },	/* #OF overflow */
	[5] = { SIGSEGV, SI_KERNEL },	/* #BR bound range exceeded */
	[6] = { SIGILL, ILL_ILLOPN },	/* #UD invalid opcode */
	[11] = { SIGBUS, SI_KERNEL },	/* #NP segment not present */
	[12] = { SIGBUS, SI_KERNEL },	/* #SS stack segment fault */
	[13] = { SIGSEGV, SI_KERNEL },	/* #GP general protection */
	[16] = { SIGFPE, FPE_FLTINV },	/* #MF x87 floating point */
	[17] = { SIGBUS, BUS_ADRALN },	/* #AC alignment check */
	[19] = { SIGFPE, FPE_FLTINV },	/* #XM SIMD floating point */
};

static uptr fault_address(void)
{
	uptr address;

	asm volatile("mov %%cr2, %0" : "=r"(address));
	return address;
}

/* Intel SDM volume 3A, section 4.7: a page was there, and not for this. */
#define FAULT_PROTECTION 1

static void page_fault(const struct frame *frame)
{
	uptr address = fault_address();

	if (frame->error & FAULT_PROTECTION)
		signal_fault(SIGSEGV, SEGV_ACCERR, address);
	else if (!vm_fault(address))
		signal_fault(SIGSEGV, SEGV_MAPERR, address);
}

static bool in_shim(uptr pc)
{
	return pc >= (uptr)shim_base && pc < (uptr)shim_end;
}

static void exception(const struct frame *frame)
{
	if (in_shim(frame_pc(frame)) || !exceptions[frame->vector].signal) {
		print("shim: at ");
		print_hex(frame_pc(frame));
		print(", address ");
		print_hex(fault_address());
		print(", error ");
		print_hex(frame->error);
		print("\n");
		panic_value("unexpected exception", frame->vector);
	}
	signal_fault(exceptions[frame->vector].signal, exceptions[frame->vector].code, 0);
}

static void request(int irq)
{
	if (irq == PIT_IRQ)
		threads_tick();
	else if (irq == COM1_IRQ)
		source_interrupt(FILE_SERIAL);
	else
		source_line(irq);
	pic_end(irq);
}

static void interrupt(int vector)
{
	if (vector < VECTOR_TIMER)
		return request(vector - VECTOR_IRQ);
	if (vector == VECTOR_SPURIOUS)
		return;		/* which is not told of its end: SDM volume 3A, section 10.9 */
	if (vector != VECTOR_CALL)
		source_interrupt(vector == VECTOR_TIMER ? FILE_TIMER : FILE_SELF);
	else if (processor_called())
		threads_end_turn();
	apic_end();
}

/* An exception of the shim's own finds the lock held, and ends there. */
static void enter(void)
{
	if (shim_locked())
		return;
	shim_lock();
	if (this_cpu()->stale)
		tlb_drop_all();
	this_cpu()->stale = false;
}

/* Called by the stubs in traps.S with what they saved; returns what they resume. */
struct frame *trap(struct frame *frame)
{
	enter();
	if (frame->vector == VECTOR_SYSCALL) {
		struct arguments arguments = frame_arguments(frame);

		syscall(frame_number(frame), &arguments);
	} else if (frame->vector >= VECTOR_IRQ) {
		interrupt(frame->vector);
	} else if (frame->vector == VECTOR_PAGE_FAULT && !in_shim(frame_pc(frame))) {
		page_fault(frame);
	} else {
		exception(frame);
	}
	return threads_resume();
}
