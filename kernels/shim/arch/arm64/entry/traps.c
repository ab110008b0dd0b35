// SPDX-License-Identifier: MIT
/* What to do on each trap: Arm ARM (DDI 0487), ESR_EL1, "EC, Exception Class". */
#include "core/biglock.h"
#include "devices/clock.h"
#include "core/fixed_files.h"
#include "devices/gic.h"
#include "entry/kinds.h"
#include "devices/line.h"
#include "mm/pagetable.h"
#include "core/print.h"
#include "entry/processor.h"
#include "smp/processors.h"
#include "sched/signal.h"
#include "events/source.h"
#include "core/syscall.h"
#include "core/sysreg.h"
#include "sched/thread.h"
#include "core/virt.h"
#include "mm/vm.h"

#define CLASS_UNKNOWN 0x00		/* undefined instruction */
#define CLASS_SVC 0x15
#define CLASS_INSTRUCTION_ABORT 0x21
#define CLASS_PC_ALIGNMENT 0x22
#define CLASS_DATA_ABORT 0x25
#define CLASS_SP_ALIGNMENT 0x26
#define CLASS_FLOATING_POINT 0x2c
#define CLASS_BRK 0x3c

/* Bits 5-2 of an abort's status, "DFSC": the kinds that a page fault may be. */
#define ABORT_STATUS 0x3c
#define ABORT_TRANSLATION 0x04
#define ABORT_PERMISSION 0x0c
#define ABORT_ALIGNMENT 0x20

extern u8 trap_vectors[], boot_stack_end[];

void processor_traps(struct cpu *cpu)
{
	cpu->self = cpu;
	sysreg_write(tpidr_el1, cpu);
	sysreg_write(vbar_el1, trap_vectors);
	isb();
}

void traps_init(void)
{
	static struct cpu first;

	first.stack = (uptr)boot_stack_end;
	processor_traps(&first);
}

static u32 class_of(u64 syndrome)
{
	return syndrome >> 26 & 0x3f;
}

/* A trap out of the shim, or one that nobody knows. */
_Noreturn void trap_lost(void)
{
	last_words();
	print("shim: at ");
	print_hex(sysreg_read(elr_el1));
	print(", address ");
	print_hex(sysreg_read(far_el1));
	print("\n");
	panic_value("unexpected trap, syndrome", sysreg_read(esr_el1));
}

static void abort(const struct frame *frame)
{
	uptr address = sysreg_read(far_el1);

	if ((frame->syndrome & ABORT_STATUS) == ABORT_ALIGNMENT)
		signal_fault(SIGBUS, BUS_ADRALN, address);
	else if ((frame->syndrome & ABORT_STATUS) == ABORT_PERMISSION)
		signal_fault(SIGSEGV, SEGV_ACCERR, address);
	else if ((frame->syndrome & ABORT_STATUS) != ABORT_TRANSLATION)
		signal_fault(SIGBUS, BUS_OBJERR, address);
	else if (!vm_fault(address))
		signal_fault(SIGSEGV, SEGV_MAPERR, address);
}

static void system_call(const struct frame *frame)
{
	struct arguments arguments = frame_arguments(frame);

	syscall(frame_number(frame), &arguments);
}

static void synchronous(const struct frame *frame)
{
	switch (class_of(frame->syndrome)) {
	case CLASS_SVC:
		return system_call(frame);
	case CLASS_DATA_ABORT:
	case CLASS_INSTRUCTION_ABORT:
		return abort(frame);
	case CLASS_UNKNOWN:
		return signal_fault(SIGILL, ILL_ILLOPN, frame->pc);
	case CLASS_BRK:
		return signal_fault(SIGTRAP, TRAP_BRKPT, frame->pc);
	case CLASS_PC_ALIGNMENT:
	case CLASS_SP_ALIGNMENT:
		return signal_fault(SIGBUS, BUS_ADRALN, frame->pc);
	case CLASS_FLOATING_POINT:
		return signal_fault(SIGFPE, FPE_FLTINV, frame->pc);
	default:
		trap_lost();
	}
}

static void interrupt(void)
{
	u32 acknowledged = gic_acknowledge();

	switch (gic_id(acknowledged)) {
	case VIRT_TIMER_INTERRUPT:
		clock_tick_done();
		threads_tick();
		break;
	case VIRT_EVENT_TIMER_INTERRUPT:
		source_interrupt(FILE_TIMER);
		event_timer_done();
		break;
	case VIRT_UART_INTERRUPT:
		source_interrupt(FILE_SERIAL);
		break;
	case SELF_INTERRUPT:
		source_interrupt(FILE_SELF);
		break;
	case CALL_INTERRUPT:
		if (processor_called())
			threads_end_turn();
		break;
	default:
		if (line_for_devices(gic_id(acknowledged)))
			source_line(gic_id(acknowledged));
	}
	gic_end(acknowledged);
}

/* Called by the vectors in traps.S with what they saved; returns what they resume. */
struct frame *trap(struct frame *frame)
{
	shim_lock();
	if (this_cpu()->stale)
		tlb_drop_all();
	this_cpu()->stale = false;
	if (frame->kind == KIND_SYNCHRONOUS)
		synchronous(frame);
	else if (frame->kind == KIND_INTERRUPT)
		interrupt();
	else
		trap_lost();
	return threads_resume();
}
