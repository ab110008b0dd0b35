// SPDX-License-Identifier: MIT
/*
 * Lines are shared peripheral interrupts; both versions of the GIC's distributor mask them
 * alike: Arm IHI 0048, section 4.3.6, and IHI 0069, section 12.9.
 */
#include "devices/line.h"

#include "devices/gic.h"
#include "core/mmio.h"
#include "core/virt.h"

#define GICD_ICENABLER (VIRT_GIC_DISTRIBUTOR + 0x180)	/* a bit an interrupt */

/* From here on IDs say something else: 1023 that there is no interrupt. */
#define GIC_SPECIAL 1020

bool line_for_devices(uptr line)
{
	return line >= GIC_PRIVATE && line < GIC_SPECIAL && line != VIRT_UART_INTERRUPT;
}

void line_mask(u32 line)
{
	write32(GICD_ICENABLER + line / 32 * 4, 1u << line % 32);
}

void line_unmask(u32 line)
{
	gic_enable(line);
}
