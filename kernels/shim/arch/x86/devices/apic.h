/* SPDX-License-Identifier: MIT */
/* The local interrupt controller of a processor. */
#pragma once

#include "core/types.h"

/* Where its registers are: Intel SDM volume 3A, section 10.4.1. */
#define APIC 0xfee00000ul

/* Turns it on; returns its address, to which the others send interrupts. */
u32 apic_enable(void);
/* Lets the PIC's requests through to this processor: not every firmware does. */
void apic_pass_pic(void);
/* Tells the controller that an interrupt of its own has been served. */
void apic_end(void);

/* Interrupts to other processors: by VECTOR_CALL, or what nothing masks. */
void apic_call(u32 address);
void apic_nmi(u32 address);
/* Resets all others, and starts them at the start of a page below 1 MiB. */
void apic_init_others(void);
void apic_start_others(u32 page);
