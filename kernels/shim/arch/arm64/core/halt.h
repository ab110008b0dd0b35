/* SPDX-License-Identifier: MIT */
#pragma once

/* Sleeps until an interrupt is pending, also one that is masked. */
static inline void halt(void)
{
	asm volatile("wfi");
}
