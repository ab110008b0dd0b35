/* Devicetree Specification v0.4, chapter 5 "Flattened Devicetree (DTB) Format". */
#include "fdt.h"

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

struct fdt_property fdt_find(const void *tree, const char *node, const char *property)
{
	const struct header *header = tree;
	const char *strings = (const char *)tree + swap(header->off_dt_strings);
	const u32 *at = (const u32 *)((uptr)tree + swap(header->off_dt_struct));
	int depth = 0;
	bool inside = false;

	for (;;) {
		switch (swap(*at++)) {
		case BEGIN_NODE:
			if (++depth == 2)
				inside = starts_with((const char *)at, node);
			at = skip_name(at);
			break;
		case END_NODE:
			depth--;
			break;
		case PROPERTY: {
			u32 length = swap(at[0]);
			const char *name = strings + swap(at[1]);

			if (inside && depth == 2 && equal(name, property))
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

u32 fdt_cell(const struct fdt_property *property, u32 index)
{
	return swap(((const u32 *)property->value)[index]);
}

u64 fdt_pair(const struct fdt_property *property, u32 index)
{
	return (u64)fdt_cell(property, index) << 32 | fdt_cell(property, index + 1);
}
