// SPDX-License-Identifier: MIT
/* One processor runs: the others stay as the firmware parked them. */
#include "smp/processors.h"

void processors_start(void)
{
}
