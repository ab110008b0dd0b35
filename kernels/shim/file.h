/* The file descriptors that there are. */
#pragma once

#include "types.h"

enum { FILE_INPUT, FILE_OUTPUT, FILE_ERROR, FILE_POLLER, FILE_EVENT };

long event_read(void *bytes, size_t length);
long event_write(const void *bytes, size_t length);
