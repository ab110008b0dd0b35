/* SPDX-License-Identifier: MIT */
/* Translations that other processors hold and must drop. */
#pragma once

#include "core/types.h"

/* Does what another processor waits for; false if none does. */
bool shootdown_serve(void);
