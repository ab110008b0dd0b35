/* SPDX-License-Identifier: MIT */
/* Registers of devices in memory. */
#pragma once

#include "core/types.h"

static inline void write8(uptr address, u8 value)
{
	*(volatile u8 *)address = value;
}

static inline void write32(uptr address, u32 value)
{
	*(volatile u32 *)address = value;
}

static inline u32 read32(uptr address)
{
	return *(volatile u32 *)address;
}
