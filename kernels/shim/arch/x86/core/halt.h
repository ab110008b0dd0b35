/* SPDX-License-Identifier: MIT */
#pragma once

/* Sleeps, and nothing but an NMI wakes it. */
static inline void halt(void)
{
	asm volatile("cli; hlt");
}
