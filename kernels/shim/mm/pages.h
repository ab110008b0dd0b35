/* SPDX-License-Identifier: MIT */
/* Physical memory, page by page. */
#pragma once

#include "core/types.h"

/* Takes [start, end), except for the hole [hole_start, hole_end), which may be empty. */
void pages_init(uptr start, uptr end, uptr hole_start, uptr hole_end);
/* A page of zeros, or NULL when memory is used up. */
void *page_alloc(void);
/* So many pages of zeros in a row, for ever; NULL once they have been used up. */
void *pages_alloc(size_t count);
void page_free(void *page);
void page_clear(void *page);
u64 pages_total(void);
u64 pages_left(void);
