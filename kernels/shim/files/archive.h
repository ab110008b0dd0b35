/* SPDX-License-Identifier: MIT */
/*
 * The files that a kernel brings along: a tar archive (POSIX.1-1988, "ustar") behind the
 * shim. They can only be read. Paths are absolute and plain: no ".", no "..", no "//".
 */
#pragma once

#include "core/types.h"

#define PATH_SIZE 256

/* A file or folder. */
struct node {
	char path[PATH_SIZE];
	bool folder;
	const u8 *bytes;
	size_t size;
	u32 changed;	/* seconds since 1970 */
};

/* Finds what lies at a path. */
bool archive_find(const char *path, struct node *found);
/* The nth of what lies in a folder. */
bool archive_entry(const char *folder, u64 nth, struct node *found);
/* Makes a path absolute and plain; false if it is too long. */
bool path_resolve(char *resolved, const char *folder, const char *path);
/* The part behind the last slash. */
const char *path_name(const char *path);
