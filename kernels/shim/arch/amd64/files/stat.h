/* SPDX-License-Identifier: MIT */
/* Linux arch/x86/include/uapi/asm/stat.h: struct stat. */
#pragma once

#include "core/types.h"

struct moment {
	s64 seconds, nanoseconds;
};

struct stat {
	u64 device, inode, links;
	u32 mode, owner, group, padding;
	u64 special;
	s64 size, block_size, blocks;
	struct moment used, changed, status_changed;
	s64 unused[3];
};

_Static_assert(sizeof(struct stat) == 144, "the size that Linux gives it");
