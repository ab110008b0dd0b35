/* SPDX-License-Identifier: MIT */
/* Bytes that differ from boot to boot and call to call, by the clocks. They are not a secret. */
#pragma once

#include "core/types.h"

void random_fill(void *bytes, size_t length);
