/* SPDX-License-Identifier: MIT */
/* What a processor does that waits for another: Intel SDM volume 2B, PAUSE. */
#pragma once

static inline void processor_relax(void)
{
	asm volatile("pause" : : : "memory");
}
