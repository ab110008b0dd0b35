/* SPDX-License-Identifier: MIT */
/* The file descriptors that there always are. */
#pragma once

#include "core/types.h"

enum {
	FILE_INPUT, FILE_OUTPUT, FILE_ERROR,
	FILE_POLLER, FILE_EVENT,
	FILE_TIMER, FILE_SELF, FILE_SERIAL,	/* sources of interrupts */
	FILE_LINE,				/* the first of those for lines of devices */
	FILE_LAST_LINE = FILE_LINE + 3,		/* as many as PCI has lines: INTA to INTD */
	FILE_FIRST,				/* of what a program opens */
};

long event_read(void *bytes, size_t length);
long event_write(const void *bytes, size_t length);
