/* SPDX-License-Identifier: MIT */
/* Linux include/uapi/asm-generic/stat.h: struct stat. */
#pragma once

#include "core/types.h"

struct moment {
	s64 seconds, nanoseconds;
};

struct stat {
	u64 device, inode;
	u32 mode, links, owner, group;
	u64 special, padding;
	s64 size;
	u32 block_size, more_padding;
	s64 blocks;
	struct moment used, changed, status_changed;
	u32 unused[2];
};

_Static_assert(sizeof(struct stat) == 128, "the size that Linux gives it");
