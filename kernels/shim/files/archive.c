// SPDX-License-Identifier: MIT
#include "files/archive.h"

#define BLOCK 512
#define TYPE_FOLDER '5'

/* A file's header. Numbers are in octal digits. */
struct header {
	char name[100], mode[8], owner[8], group[8], size[12], changed[12], sum[8], type;
	char link[100], magic[6], version[2], owner_name[32], group_name[32], device[16];
	char prefix[155], padding[12];
};

_Static_assert(sizeof(struct header) == BLOCK, "a header is a block");

/* The archive begins where the shim, whose size is a multiple of a page, ends. */
extern const u8 shim_end[];

static size_t octal(const char *digits, size_t length)
{
	size_t value = 0;

	for (; length-- && *digits >= '0' && *digits <= '7'; digits++)
		value = value * 8 + *digits - '0';
	return value;
}

/* Appends a slash, where there is none yet, and a piece of at most so many bytes. */
static size_t append(char *path, size_t at, const char *piece, size_t most)
{
	if (at < PATH_SIZE - 1 && (!at || path[at - 1] != '/'))
		path[at++] = '/';
	while (most-- && *piece && at < PATH_SIZE - 1)
		path[at++] = *piece++;
	path[at] = '\0';
	return at;
}

/* Reads the header at an address and moves on to the next; false at the end. */
static bool next(const u8 **at, struct node *node)
{
	const struct header *header = (const void *)*at;

	if (memcmp(header->magic, "ustar", 5) != 0)
		return false;
	size_t length = 0;

	if (header->prefix[0])
		length = append(node->path, 0, header->prefix, sizeof(header->prefix));
	length = append(node->path, length, header->name, sizeof(header->name));
	if (length > 1 && node->path[length - 1] == '/')
		node->path[length - 1] = '\0';
	node->folder = header->type == TYPE_FOLDER;
	node->size = octal(header->size, sizeof(header->size));
	node->changed = octal(header->changed, sizeof(header->changed));
	node->bytes = *at + BLOCK;
	*at += BLOCK + align_up(node->size, BLOCK);
	return true;
}

/* What a path has behind a folder's, without the slash; NULL if it is not below it. */
static const char *below(const char *path, const char *folder)
{
	while (*folder && *path == *folder)
		path++, folder++;
	if (*folder)
		return NULL;
	return *path == '/' ? path + 1 : path[-1] == '/' && *path ? path : NULL;
}

bool archive_find(const char *path, struct node *found)
{
	const u8 *at = shim_end;
	size_t length = 0;

	while (path[length])
		length++;
	while (next(&at, found)) {
		if (memcmp(found->path, path, length + 1) == 0)
			return true;
		if (!below(found->path, path))
			continue;
		/* A folder that the archive does not name itself. */
		*found = (struct node){ .folder = true };
		memcpy(found->path, path, length + 1);
		return true;
	}
	return false;
}

bool archive_entry(const char *folder, u64 nth, struct node *found)
{
	const u8 *at = shim_end;

	while (next(&at, found)) {
		const char *rest = below(found->path, folder);

		if (rest && path_name(rest) == rest && nth-- == 0)
			return true;
	}
	return false;
}

const char *path_name(const char *path)
{
	const char *name = path;

	for (; *path; path++)
		if (*path == '/')
			name = path + 1;
	return name;
}

bool path_resolve(char *resolved, const char *folder, const char *path)
{
	size_t length = *path == '/' ? 0 : append(resolved, 0, folder + 1, PATH_SIZE);

	for (;;) {
		while (*path == '/')
			path++;
		size_t part = 0;

		while (path[part] && path[part] != '/')
			part++;
		if (!part)
			break;
		if (part == 2 && path[0] == '.' && path[1] == '.') {
			while (length && resolved[--length] != '/')
				;
		} else if (part != 1 || path[0] != '.') {
			length = append(resolved, length, path, part);
		}
		path += part;
	}
	if (!length)
		resolved[length++] = '/';
	resolved[length] = '\0';
	return length < PATH_SIZE - 1;
}
