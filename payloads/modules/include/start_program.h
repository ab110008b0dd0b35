/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Entering a program from a binary format's load_binary(), where processors differ.
 */
#ifndef START_PROGRAM_H
#define START_PROGRAM_H

#include <linux/processor.h>
#include <linux/ptrace.h>
#include <linux/sched.h>

/* Both processors' calling conventions want the stack so at a function's entry. */
#define STACK_ALIGN	16UL

#ifdef CONFIG_ARM64

/*
 * arm64's start_thread() is inline and calls spectre_v4_enable_task_mitigation(),
 * which modules cannot link to: the rest of it, spelt out.
 */
static inline void start_program(struct pt_regs *regs, unsigned long pc, unsigned long sp)
{
	start_thread_common(regs, pc);
	regs->pstate = PSR_MODE_EL0t;
	regs->sp = sp;
}

#else

#include <asm/elf.h>

/* What the old program left in the registers does not concern the new one. */
static inline void start_program(struct pt_regs *regs, unsigned long pc, unsigned long sp)
{
	ELF_PLAT_INIT(regs, 0);
	start_thread(regs, pc, sp);
}

#endif

#endif
