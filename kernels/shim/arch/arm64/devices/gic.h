/* SPDX-License-Identifier: MIT */
/* The interrupt controller, whichever of its versions the machine has. */
#pragma once

#include "core/types.h"

/* Interrupts of each processor's own, which software raises or a device does: 0 to 31. */
#define GIC_PRIVATE 32
#define SELF_INTERRUPT 0
#define CALL_INTERRUPT 1	/* one processor calls another */

struct gic {
	void (*init)(void);
	u64 (*join)(void);		/* this processor; returns where to raise interrupts on it */
	void (*enable)(u32 id);		/* a shared one comes to the first processor */
	void (*raise)(u64 address, u32 id);	/* 0 to 15 */
	u32 (*acknowledge)(void);
	u32 (*id)(u32 acknowledged);
	void (*end)(u32 acknowledged);
	void (*leave)(void);		/* this processor */
};

extern const struct gic gic_v2, gic_v3;

/* Once, and then on each processor. */
void gic_init(void);
void gic_join(void);
/* No interrupt comes to this processor any more, not even to end its wfi. */
void gic_enable(u32 id);
void gic_call(u64 address);
/* What has come, as gic_end wants it back; which that is, says gic_id. */
u32 gic_acknowledge(void);
u32 gic_id(u32 acknowledged);
void gic_end(u32 acknowledged);
