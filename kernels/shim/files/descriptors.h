/* SPDX-License-Identifier: MIT */
/* File descriptors beyond those that there always are: pipes, and files of the archive. */
#pragma once

#include "files/archive.h"
#include "core/types.h"

struct pipe;

enum open_kind { OPEN_NOTHING, OPEN_PIPE_READ, OPEN_PIPE_WRITE, OPEN_FILE };

struct open_file {
	enum open_kind kind;
	struct pipe *pipe;
	struct node node;
	u64 offset;		/* in a file its next byte, in a folder its next entry */
};

/* The lowest descriptor that is free, now of this kind; negative errno if there is none. */
long descriptor_new(enum open_kind kind);
/* What a descriptor stands for, or NULL. */
struct open_file *descriptor(uptr number);
void descriptor_free(uptr number);
