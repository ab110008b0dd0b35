/* SPDX-License-Identifier: MIT */
/* What a trap saves, in the order of addresses: traps.S. */
#pragma once

#include "core/syscall.h"
#include "core/types.h"

struct frame {
	u64 x[31];
	u64 sp, pc, pstate;
	u64 syndrome;	/* ESR_EL1 */
	u64 kind;
};

_Static_assert(sizeof(struct frame) % 16 == 0, "SP_EL1 is the end of a frame, a multiple of 16");

/* Linux arch/arm64/include/uapi/asm/sigcontext.h, struct fpsimd_context. */
#define FP_SIZE 528
#define FP_MAGIC 0x46508001

void fp_save(void *area);
void fp_restore(const void *area);

static inline void fp_init(u8 *area)
{
	((u32 *)area)[0] = FP_MAGIC;
	((u32 *)area)[1] = FP_SIZE;
}

static inline uptr frame_pc(const struct frame *frame)
{
	return frame->pc;
}

#define PSTATE_I (1u << 7)	/* interrupts are masked */

static inline bool frame_interruptible(const struct frame *frame)
{
	return !(frame->pstate & PSTATE_I);
}

static inline uptr frame_stack(const struct frame *frame)
{
	return frame->sp;
}

static inline void frame_set_stack(struct frame *frame, uptr stack)
{
	frame->sp = stack;
}

static inline long frame_result(const struct frame *frame)
{
	return frame->x[0];
}

static inline void frame_set_result(struct frame *frame, long result)
{
	frame->x[0] = result;
}

/* Linux arch/arm64/kernel/syscall.c: number in x8, arguments from x0 up. */
static inline u32 frame_number(const struct frame *frame)
{
	return frame->x[8];
}

static inline struct arguments frame_arguments(const struct frame *frame)
{
	const u64 *x = frame->x;

	return (struct arguments){ { x[0], x[1], x[2], x[3], x[4], x[5] } };
}
