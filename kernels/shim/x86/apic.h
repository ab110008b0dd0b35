/* The local interrupt controller of a processor. */
#pragma once

/* Lets the PIC's requests through to this processor: not every firmware does. */
void apic_pass_pic(void);
