/*
 * Virtual wire mode: MultiProcessor Specification 1.4, section 3.6.2.2. Registers: Intel
 * SDM volume 3A, section 10.4.1 and figure 10-8.
 */
#include "apic.h"

#include "mmio.h"

#define APIC 0xfee00000ul
#define SPURIOUS (APIC + 0xf0)
#define LVT_LINT0 (APIC + 0x350)

#define SPURIOUS_ENABLE_VECTOR_255 0x1ff
#define LVT_EXTERNAL 0x700		/* ExtINT: the PIC gives the vector */

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
