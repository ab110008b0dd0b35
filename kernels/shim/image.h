/* The kernel's own ELF image in memory. */
#pragma once

#include "types.h"

/* Clears what the file does not hold (.bss); returns the first address after the image. */
uptr image_finish(void);
