/* SPDX-License-Identifier: MIT */
/* The part of the address space that the Go runtime maps: regions, and pages on demand. */
#pragma once

#include "core/types.h"

/* Reserves or commits a region. A fixed one replaces what is there. Negative errno if refused. */
long vm_map(uptr address, size_t length, bool accessible, bool fixed);
long vm_unmap(uptr address, size_t length);
/* Makes pages unreachable, or reachable again with what they held. */
long vm_protect(uptr address, size_t length, bool accessible);
/* Drops the contents: what is read next is zeros. */
long vm_discard(uptr address, size_t length);
/* Sees to it that an address of an accessible region has a page; false if there is no region. */
bool vm_fault(uptr address);
/* Makes sure that the shim can touch a buffer of the runtime's. */
bool vm_reachable(const void *buffer, size_t length);
