/*
 * Virtual wire mode: MultiProcessor Specification 1.4, section 3.6.2.2. Registers: Intel
 * SDM volume 3A, section 10.4.1 and figure 10-8.
 */
#include "apic.h"

#include "mmio.h"
#include "registers.h"
#include "self_interrupt.h"

#define END (APIC + 0xb0)
#define SPURIOUS (APIC + 0xf0)
#define COMMAND (APIC + 0x300)		/* ICR: SDM volume 3A, section 10.6.1 */
#define LVT_LINT0 (APIC + 0x350)

#define SPURIOUS_ENABLE_VECTOR_255 0x1ff
#define LVT_EXTERNAL 0x700		/* ExtINT: the PIC gives the vector */

#define COMMAND_FIXED_TO_SELF 0x44000	/* shorthand "self", level "assert" */

#define CPUID_FEATURES 1
#define FEATURE_APIC (1u << 9)		/* in EDX: SDM volume 2A, CPUID */

static bool present(void)
{
	u32 a = CPUID_FEATURES, b, c, d;

	asm("cpuid" : "+a"(a), "=b"(b), "=c"(c), "=d"(d));
	return d & FEATURE_APIC;
}

void apic_pass_pic(void)
{
	if (!present())
		return;
	write32(SPURIOUS, SPURIOUS_ENABLE_VECTOR_255);
	write32(LVT_LINT0, LVT_EXTERNAL);
}

void apic_end(void)
{
	write32(END, 0);
}

void self_interrupt_raise(void)
{
	write32(COMMAND, COMMAND_FIXED_TO_SELF | VECTOR_SELF);
}
