/* The interrupt controller, whichever of its versions the machine has. */
#pragma once

#include "types.h"

struct gic {
	void (*init)(void);
	void (*enable)(u32 id);		/* a private peripheral interrupt, 16 to 31 */
	u32 (*acknowledge)(void);
	void (*end)(u32 id);
};

extern const struct gic gic_v2, gic_v3;

void gic_init(void);
void gic_enable(u32 id);
u32 gic_acknowledge(void);
void gic_end(u32 id);
