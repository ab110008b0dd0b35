// SPDX-License-Identifier: MIT
/* Devicetree Specification v0.4, chapter 5 "Flattened Devicetree (DTB) Format". */
#include "core/fdt.h"

#define MAGIC 0xd00dfeed

enum token { BEGIN_NODE = 1, END_NODE = 2, PROPERTY = 3, NOP = 4, END = 9 };

/* All cells are big-endian. */
struct header {
	u32 magic, totalsize, off_dt_struct, off_dt_strings;
};

static u32 swap(u32 cell)
{
	return __builtin_bswap32(cell);
}

static bool starts_with(const char *text, const char *prefix)
{
	while (*prefix)
		if (*text++ != *prefix++)
			return false;
	return true;
}

static bool equal(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return *a == *b;
}

/* Moves past a node's name to the next multiple of four. */
static const u32 *skip_name(const u32 *at)
{
	const char *end = (const char *)at;

	while (*end)
		end++;
	return (const u32 *)align_up((uptr)end + 1, sizeof(*at));
}

bool fdt_valid(const void *tree)
{
	return swap(((const struct header *)tree)->magic) == MAGIC;
}

/* Where a walk is: in a node right below the root that was asked for, and in its nth child. */
struct place {
	const char *node, *child;
	u32 nth;
	int depth;
	bool in_node, in_child;
};

static void enter(struct place *place, const char *name)
{
	if (++place->depth == 2)
		place->in_node = starts_with(name, place->node);
	if (place->depth == 3)
		place->in_child = place->in_node && place->child &&
				  starts_with(name, place->child) && place->nth-- == 0;
}

static bool arrived(const struct place *place)
{
	return place->child ? place->depth == 3 && place->in_child
			    : place->depth == 2 && place->in_node;
}

struct fdt_property fdt_find_below(const void *tree, const char *node, const char *child, u32 nth,
				   const char *property)
{
	const struct header *header = tree;
	const char *strings = (const char *)tree + swap(header->off_dt_strings);
	const u32 *at = (const u32 *)((uptr)tree + swap(header->off_dt_struct));
	struct place place = { .node = node, .child = child, .nth = nth };

	for (;;) {
		switch (swap(*at++)) {
		case BEGIN_NODE:
			enter(&place, (const char *)at);
			at = skip_name(at);
			break;
		case END_NODE:
			place.depth--;
			break;
		case PROPERTY: {
			u32 length = swap(at[0]);
			const char *name = strings + swap(at[1]);

			if (arrived(&place) && equal(name, property))
				return (struct fdt_property){ (const u8 *)(at + 2), length };
			at += 2 + align_up(length, sizeof(*at)) / sizeof(*at);
			break;
		}
		case NOP:
			break;
		default:
			return (struct fdt_property){ NULL, 0 };
		}
	}
}

struct fdt_property fdt_find(const void *tree, const char *node, const char *property)
{
	return fdt_find_below(tree, node, NULL, 0, property);
}

u32 fdt_cell(const struct fdt_property *property, u32 index)
{
	return swap(((const u32 *)property->value)[index]);
}

u64 fdt_pair(const struct fdt_property *property, u32 index)
{
	return (u64)fdt_cell(property, index) << 32 | fdt_cell(property, index + 1);
}
