/* The end of the machine. */
#pragma once

#include "types.h"

/* Set when the end has come: without semihosting, asking for it traps as undefined. */
extern bool exiting;
