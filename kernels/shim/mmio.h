/* Registers of devices in memory. */
#pragma once

#include "types.h"

static inline void write32(uptr address, u32 value)
{
	*(volatile u32 *)address = value;
}

static inline u32 read32(uptr address)
{
	return *(volatile u32 *)address;
}
