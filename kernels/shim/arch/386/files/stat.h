/* SPDX-License-Identifier: MIT */
/* Linux arch/x86/include/uapi/asm/stat.h: struct stat64. */
#pragma once

#include "core/types.h"

struct moment {
	u32 seconds, nanoseconds;
};

struct stat {
	u64 device;
	u32 padding, short_inode, mode, links, owner, group;
	u64 special;
	u32 more_padding;
	s64 size;
	u32 block_size;
	u64 blocks;
	struct moment used, changed, status_changed;
	u64 inode;
};

_Static_assert(sizeof(struct stat) == 96, "the size that Linux gives it");
