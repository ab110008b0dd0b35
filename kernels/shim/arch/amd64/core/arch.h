/* SPDX-License-Identifier: MIT */
/* What the common part must know of amd64. */
#pragma once

#include "core/types.h"

/* RAM and devices are mapped at their own addresses below 4 GiB; what Go maps lies above. */
#define RAM_LIMIT DEVICES_START
#define DEVICES_START 0xb0000000ul	/* PCIe configuration space of q35: QEMU hw/pci-host/q35.h */
#define USER_START 0x1000000000ul
#define USER_END 0x7ffffffff000ul
#define VM_EAGER false

/* The text screen of VGA: IBM VGA Technical Reference, "Display Buffer". */
#define SCREEN_ADDRESS 0xb8000

/* Go asks CPUID instead. */
#define HARDWARE_CAPABILITIES 0

/* Linux arch/x86/include/uapi: epoll_event is packed; the fifth of clone is its TLS. */
#define EPOLL_LAYOUT __attribute__((packed))
#define CLONE_TLS(a) ((a)->value[4])

/* A file offset among the arguments of a system call. */
#define OFFSET(a, n) ((u64)(a)->value[n])

/* Divides in place and returns the remainder. */
static inline u32 divide(u64 *dividend, u32 divisor)
{
	u32 remainder = *dividend % divisor;

	*dividend /= divisor;
	return remainder;
}
