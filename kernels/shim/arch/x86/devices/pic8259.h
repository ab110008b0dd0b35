/* SPDX-License-Identifier: MIT */
/* The pair of interrupt controllers of a PC. */
#pragma once

#include "core/types.h"

/* Moves requests 0-15 to VECTOR_IRQ and up, all masked. */
void pic_init(void);
void pic_unmask(int irq);
/* Tells the controllers that a request has been served. */
void pic_end(int irq);
