/* SPDX-License-Identifier: MIT */
/* The processors of the machine. All that is here is used with the shim's lock held. */
#pragma once

#include "core/cpu.h"
#include "core/types.h"

/* Bits of sched_getaffinity's first word. */
#define MOST_PROCESSORS (8 * sizeof(unsigned long))

/* Gives a processor, which is this one, its number; from now on it is sent threads. */
void processors_add(struct cpu *cpu);
u32 processors_running(void);
struct cpu *processor(u32 number);

/* How many are idle, this one included if that is what it was. */
u32 processors_idle(void);
/* Wakes so many of those that are idle, or as many as there are. */
void processors_rouse(u32 count);
/*
 * Ends so many turns, each time those of the processors that are next in line. Returns whether
 * this processor's is one: the caller ends it.
 */
bool processors_end_turns(u32 count);
/* Has the processor that a thread runs on, if another one, look at its signals. */
void processors_interrupt(const struct thread *thread);
/* The interrupt by which one processor calls another. Returns whether this one's turn is over. */
bool processor_called(void);

/* Of the architecture. */
void processors_start(void);		/* starts all others, and waits until they are added */
void processor_call(const struct cpu *cpu);	/* interrupts another: processor_called */
void processor_halt(const struct cpu *cpu);	/* has another look at machine_ends */
