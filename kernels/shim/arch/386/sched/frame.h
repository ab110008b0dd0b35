/* SPDX-License-Identifier: MIT */
/* What a trap saves: traps.S copies it here from the stack that the trap met. */
#pragma once

#include "sched/fp.h"
#include "core/registers.h"
#include "core/segments.h"
#include "core/syscall.h"
#include "core/types.h"

struct frame {
	u32 eax, ebx, ecx, edx, esi, edi, ebp, esp;
	u32 vector, error;
	u32 eip, cs, eflags;	/* by the processor: SDM volume 3A, figure 6-4 */
};

static inline uptr frame_pc(const struct frame *frame)
{
	return frame->eip;
}

static inline bool frame_interruptible(const struct frame *frame)
{
	return frame->eflags & EFLAGS_IF;
}

static inline uptr frame_stack(const struct frame *frame)
{
	return frame->esp;
}

static inline void frame_set_stack(struct frame *frame, uptr stack)
{
	frame->esp = stack;
}

static inline long frame_result(const struct frame *frame)
{
	return frame->eax;
}

static inline void frame_set_result(struct frame *frame, long result)
{
	frame->eax = result;
}

/* Linux arch/x86/entry/entry_32.S, "32-bit legacy system call entry". */
static inline u32 frame_number(const struct frame *frame)
{
	return frame->eax;
}

static inline struct arguments frame_arguments(const struct frame *frame)
{
	return (struct arguments){ { frame->ebx, frame->ecx, frame->edx,
				     frame->esi, frame->edi, frame->ebp } };
}
