/* SPDX-License-Identifier: MIT */
/* The flattened device tree. */
#pragma once

#include "core/types.h"

struct fdt_property {
	const u8 *value;
	u32 length;
};

/*
 * The property of the first node right below the root whose name begins so; value is NULL
 * if there is none.
 */
struct fdt_property fdt_find(const void *tree, const char *node, const char *property);
/* That of the nth node right below such a node whose own name begins so. */
struct fdt_property fdt_find_below(const void *tree, const char *node, const char *child, u32 nth,
				   const char *property);
u32 fdt_cell(const struct fdt_property *property, u32 index);
/* An address or a size of two cells. */
u64 fdt_pair(const struct fdt_property *property, u32 index);
bool fdt_valid(const void *tree);
