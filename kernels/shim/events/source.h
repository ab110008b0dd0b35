/* SPDX-License-Identifier: MIT */
/*
 * Sources of interrupts that a program opens: each has a ring into which its handler writes
 * an event, and a file descriptor that is readable when events have come since the last read.
 */
#pragma once

#include "core/types.h"

/* The handler of a source's interrupt calls this, with interrupts off. */
void source_interrupt(int file);

/* A device's line interrupts: it is masked until whoever serves the device has done so. */
void source_line(u32 line);

/* A read gives the number of events since the last one, as of an eventfd. */
long source_read(int file, void *bytes, size_t length);
bool source_readable(int file);
long source_close(int file);
