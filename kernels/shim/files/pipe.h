/* SPDX-License-Identifier: MIT */
/* Pipes: a page of bytes between those who write and those who read. */
#pragma once

#include "files/descriptors.h"

long pipe_read(struct open_file *file, void *bytes, size_t length);
long pipe_write(struct open_file *file, const void *bytes, size_t length);
/* One end of it was closed. */
void pipe_close(struct open_file *file);
