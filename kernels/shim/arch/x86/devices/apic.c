// SPDX-License-Identifier: MIT
/*
 * Virtual wire mode: MultiProcessor Specification 1.4, section 3.6.2.2. Registers: Intel
 * SDM volume 3A, section 10.4.1 and figure 10-8.
 */
#include "devices/apic.h"

#include "core/mmio.h"
#include "core/relax.h"
#include "core/cpu.h"
#include "core/registers.h"
#include "devices/self_interrupt.h"

#define ID (APIC + 0x20)
#define END (APIC + 0xb0)
#define SPURIOUS (APIC + 0xf0)
#define COMMAND (APIC + 0x300)		/* ICR: SDM volume 3A, section 10.6.1 */
#define COMMAND_TO (APIC + 0x310)
#define LVT_LINT0 (APIC + 0x350)

#define ADDRESS_SHIFT 24
#define SPURIOUS_ENABLE 0x100
#define LVT_EXTERNAL 0x700		/* ExtINT: the PIC gives the vector */

/* SDM volume 3A, figure 10-12. */
#define COMMAND_FIXED 0x4000		/* level "assert", as all but one has it */
#define COMMAND_NMI 0x4400
#define COMMAND_INIT 0x4500
#define COMMAND_START 0x4600		/* with the number of a page */
#define COMMAND_PENDING 0x1000		/* the last one has not been sent yet */
#define TO_SELF 0x40000
#define TO_OTHERS 0xc0000

#define CPUID_FEATURES 1
#define FEATURE_APIC (1u << 9)		/* in EDX: SDM volume 2A, CPUID */

static bool present(void)
{
	u32 a = CPUID_FEATURES, b, c, d;

	asm("cpuid" : "+a"(a), "=b"(b), "=c"(c), "=d"(d));
	return d & FEATURE_APIC;
}

u32 apic_enable(void)
{
	write32(SPURIOUS, SPURIOUS_ENABLE | VECTOR_SPURIOUS);
	return read32(ID) >> ADDRESS_SHIFT;
}

void apic_pass_pic(void)
{
	if (!present())
		return;
	this_cpu()->address = apic_enable();
	write32(LVT_LINT0, LVT_EXTERNAL);
}

void apic_end(void)
{
	write32(END, 0);
}

static void send(u32 address, u32 command)
{
	while (read32(COMMAND) & COMMAND_PENDING)
		processor_relax();
	write32(COMMAND_TO, address << ADDRESS_SHIFT);
	write32(COMMAND, command);
}

void self_interrupt_raise(void)
{
	send(0, TO_SELF | COMMAND_FIXED | VECTOR_SELF);
}

void apic_call(u32 address)
{
	send(address, COMMAND_FIXED | VECTOR_CALL);
}

void apic_nmi(u32 address)
{
	send(address, COMMAND_NMI);
}

void apic_init_others(void)
{
	send(0, TO_OTHERS | COMMAND_INIT);
}

void apic_start_others(u32 page)
{
	send(0, TO_OTHERS | COMMAND_START | page);
}
