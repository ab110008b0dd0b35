/* SPDX-License-Identifier: MIT */
/* Where QEMU's virt machine has what: hw/arm/virt.c, base_memmap and a15irqmap. */
#pragma once

#define VIRT_DEVICES 0x08000000ul	/* the first of them; flash below is not mapped */
#define VIRT_CONFIGURATION_SPACE 0x04000000ul	/* where we map it; kernels/drivers/pci/bus_arm64.go */
#define VIRT_GIC_DISTRIBUTOR 0x08000000ul
#define VIRT_GIC_CPU 0x08010000ul
#define VIRT_GIC_REDISTRIBUTOR 0x080a0000ul
#define VIRT_UART 0x09000000ul
#define VIRT_RTC 0x09010000ul
#define VIRT_RAM 0x40000000ul		/* begins with the device tree */

/* Private peripheral interrupts 11 and 14 of the virtual and the physical timer, and shared
 * peripheral interrupt 1, as the GIC counts. */
#define VIRT_TIMER_INTERRUPT 27
#define VIRT_EVENT_TIMER_INTERRUPT 30
#define VIRT_UART_INTERRUPT 33
