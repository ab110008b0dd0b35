/* SPDX-License-Identifier: MIT */
/* The files of the archive, as descriptors have them. */
#pragma once

#include "files/descriptors.h"
#include "core/types.h"

/* Heeds the word folder= of the command line: where relative paths begin. */
void files_init(const char *arguments);

/* Reads from a place in a file; returns how much, or a negative errno. */
long file_read(struct open_file *file, u64 offset, void *bytes, size_t length);
/* Moves to a place and tells it; returns 0 or a negative errno. */
long file_seek(uptr number, s64 offset, uptr whence, s64 *place);
