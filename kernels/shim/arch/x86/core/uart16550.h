/* SPDX-License-Identifier: MIT */
/* The first serial line of a PC. */
#pragma once

#define COM1_IRQ 4
