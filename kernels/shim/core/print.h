/* SPDX-License-Identifier: MIT */
/* What the shim itself has to say, on the serial line, each line after "shim: ". */
#pragma once

#include "core/types.h"

void print(const char *text);
void print_hex(u64 value);
void print_decimal(u32 value);

/* What is printed from here on are the last words of the machine: no other processor has any. */
void last_words(void);
/* Says why and ends the machine with EXIT_SHIM. */
_Noreturn void panic(const char *why);
_Noreturn void panic_value(const char *why, u64 value);
