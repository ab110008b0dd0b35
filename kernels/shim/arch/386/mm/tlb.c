// SPDX-License-Identifier: MIT
#include "mm/tlb.h"

#include "mm/paging.h"

void tlb_drop(uptr start, uptr end)
{
	tlb_drop_here(start, end);
}
