/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/types.h"

/* Has %gs stand for thread-local storage from this address on. */
void tls_use(u32 base);
