/* SPDX-License-Identifier: MIT */
/* Translations that this processor holds. */
#pragma once

#include "mm/paging.h"

/* Beyond so many pages all entries go at once. */
#define TLB_MOST_PAGES 32

static inline void tlb_drop_here(uptr start, uptr end)
{
	if (end - start > TLB_MOST_PAGES * PAGE_SIZE)
		return tlb_drop_all();
	for (uptr at = start; at < end; at += PAGE_SIZE)
		tlb_drop_page(at);
}
