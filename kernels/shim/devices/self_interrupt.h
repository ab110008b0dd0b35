/* SPDX-License-Identifier: MIT */
/* An interrupt that the processor sends to itself: source_interrupt(FILE_SELF) follows. */
#pragma once

void self_interrupt_raise(void);
