/* SPDX-License-Identifier: MIT */
/* Standard input: what the serial line has received. */
#pragma once

#include "core/types.h"

/* From here on the serial line interrupts for each byte. */
void input_init(void);
void input_interrupt(u64 stamp);

bool input_readable(void);
/* What has come; nothing has: EAGAIN, or a wait, as the descriptor's flags say. */
long input_read(void *bytes, size_t length);
long input_flags(void);
void input_set_flags(long flags);
