/* SPDX-License-Identifier: MIT */
/* The kernel's own ELF image in memory. */
#pragma once

#include "core/types.h"

/* Clears what the file does not hold (.bss); returns the first address after the image. */
uptr image_finish(void);

/* Makes Go's code and constants read-only; for paging_init. */
void image_protect(void);
