/* SPDX-License-Identifier: MIT */
/* What a processor does that waits for another: Arm ARM (DDI 0487), section C6.2, YIELD. */
#pragma once

static inline void processor_relax(void)
{
	asm volatile("yield" : : : "memory");
}
