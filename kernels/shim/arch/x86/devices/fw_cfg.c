// SPDX-License-Identifier: MIT
/*
 * QEMU docs/specs/fw_cfg.rst: a key of 16 bits to one port selects an item, whose bytes come
 * from the next port, least significant first. Keys: include/standard-headers/linux/qemu_fw_cfg.h.
 */
#include "devices/fw_cfg.h"

#include "core/io.h"

#define SELECTOR 0x510
#define DATA 0x511

#define KEY_SIGNATURE 0x00
#define KEY_PROCESSORS 0x05	/* FW_CFG_NB_CPUS: 16 bits */

static bool present(void)
{
	const char *signature = "QEMU";

	out16(SELECTOR, KEY_SIGNATURE);
	while (*signature)
		if (in8(DATA) != *signature++)
			return false;
	return true;
}

u32 fw_cfg_processors(void)
{
	if (!present())
		return 1;
	out16(SELECTOR, KEY_PROCESSORS);
	u32 low = in8(DATA), count = low | in8(DATA) << 8;

	return count ? count : 1;
}
