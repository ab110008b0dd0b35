/* SPDX-License-Identifier: MIT */
/* The page where a processor starts: its number is what the start-up interrupt carries. */
#pragma once

#define TRAMPOLINE 0x8000
