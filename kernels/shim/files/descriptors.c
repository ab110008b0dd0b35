// SPDX-License-Identifier: MIT
#include "files/descriptors.h"

#include "core/errno.h"
#include "core/fixed_files.h"

#define MOST_OPEN 64

static struct open_file files[MOST_OPEN];

long descriptor_new(enum open_kind kind)
{
	for (long i = 0; i < MOST_OPEN; i++) {
		if (files[i].kind != OPEN_NOTHING)
			continue;
		files[i] = (struct open_file){ .kind = kind };
		return FILE_FIRST + i;
	}
	return -EMFILE;
}

struct open_file *descriptor(uptr number)
{
	if (number < FILE_FIRST || number >= FILE_FIRST + MOST_OPEN)
		return NULL;
	struct open_file *file = &files[number - FILE_FIRST];

	return file->kind == OPEN_NOTHING ? NULL : file;
}

void descriptor_free(uptr number)
{
	files[number - FILE_FIRST].kind = OPEN_NOTHING;
}
