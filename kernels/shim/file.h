/* The file descriptors that there always are. */
#pragma once

#include "types.h"

enum { FILE_INPUT, FILE_OUTPUT, FILE_ERROR, FILE_POLLER, FILE_EVENT, FILE_FIRST };

/* At each tick: wakes who waits for input that has come. */
void input_tick(void);

long event_read(void *bytes, size_t length);
long event_write(const void *bytes, size_t length);
