/* SPDX-License-Identifier: MIT */
/* What a trap saves, in the order of addresses: traps.S pushes the general registers. */
#pragma once

#include "sched/fp.h"
#include "core/registers.h"
#include "core/segments.h"
#include "core/syscall.h"
#include "core/types.h"

struct frame {
	u64 r15, r14, r13, r12, r11, r10, r9, r8;
	u64 rax, rbx, rcx, rdx, rsi, rdi, rbp;
	u64 vector, error;
	u64 rip, cs, rflags, rsp, ss;	/* by the processor: SDM volume 3A, figure 6-9 */
};

_Static_assert(sizeof(struct frame) % 16 == 0, "the processor aligns a stack from the TSS to 16");

static inline uptr frame_pc(const struct frame *frame)
{
	return frame->rip;
}

static inline bool frame_interruptible(const struct frame *frame)
{
	return frame->rflags & EFLAGS_IF;
}

static inline uptr frame_stack(const struct frame *frame)
{
	return frame->rsp;
}

static inline void frame_set_stack(struct frame *frame, uptr stack)
{
	frame->rsp = stack;
}

static inline long frame_result(const struct frame *frame)
{
	return frame->rax;
}

static inline void frame_set_result(struct frame *frame, long result)
{
	frame->rax = result;
}

/* System V ABI, AMD64 supplement, appendix A.2.1. */
static inline u32 frame_number(const struct frame *frame)
{
	return frame->rax;
}

static inline struct arguments frame_arguments(const struct frame *frame)
{
	return (struct arguments){ { frame->rdi, frame->rsi, frame->rdx,
				     frame->r10, frame->r8, frame->r9 } };
}
