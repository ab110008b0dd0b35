/* The local interrupt controller of a processor. */
#pragma once

/* Where its registers are: Intel SDM volume 3A, section 10.4.1. */
#define APIC 0xfee00000ul

/* Lets the PIC's requests through to this processor: not every firmware does. */
void apic_pass_pic(void);
/* Tells the controller that an interrupt of its own has been served. */
void apic_end(void);
