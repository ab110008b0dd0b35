/* The interrupt controller, whichever of its versions the machine has. */
#pragma once

#include "types.h"

/* Interrupts of each processor's own, which software raises or a device does: 0 to 31. */
#define GIC_PRIVATE 32
#define SELF_INTERRUPT 0

struct gic {
	void (*init)(void);
	void (*enable)(u32 id);		/* a shared one comes to this processor */
	void (*raise)(u32 id);		/* on this processor; 0 to 15 */
	u32 (*acknowledge)(void);
	void (*end)(u32 id);
};

extern const struct gic gic_v2, gic_v3;

void gic_init(void);
void gic_enable(u32 id);
u32 gic_acknowledge(void);
void gic_end(u32 id);
