/* SPDX-License-Identifier: MIT */
/* The firmware that starts processors. */
#pragma once

#include "core/types.h"

/* Starts a processor at an address, with what it finds in x0; returns 0 or PSCI's error. */
long psci_cpu_on(const void *tree, u64 mpidr, uptr entry, uptr context);
/* Turns the machine off, and leaves an exit code to the host. */
void psci_system_off(const void *tree, u64 code);
