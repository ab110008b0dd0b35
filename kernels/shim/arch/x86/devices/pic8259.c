// SPDX-License-Identifier: MIT
/* Intel 8259A data sheet, "Programming the 8259A": ICW1-4, OCW1 (mask), OCW2 (EOI). */
#include "devices/pic8259.h"

#include "core/io.h"
#include "devices/line.h"
#include "devices/pit8254.h"
#include "core/registers.h"
#include "core/uart16550.h"

#define MASTER 0x20
#define SLAVE 0xa0
#define COMMAND 0
#define DATA 1

#define ICW1_INIT_WITH_ICW4 0x11
#define ICW3_MASTER_SLAVE_ON_2 0x04
#define ICW3_SLAVE_IS_2 0x02
#define ICW4_8086 0x01
#define OCW1_ALL_MASKED 0xff
#define OCW2_EOI 0x20

#define CASCADE 2
#define LINES 16

static void init(u16 base, u8 vector, u8 wiring)
{
	out8(base + COMMAND, ICW1_INIT_WITH_ICW4);
	out8(base + DATA, vector);
	out8(base + DATA, wiring);
	out8(base + DATA, ICW4_8086);
	out8(base + DATA, OCW1_ALL_MASKED);
}

void pic_init(void)
{
	init(MASTER, VECTOR_IRQ, ICW3_MASTER_SLAVE_ON_2);
	init(SLAVE, VECTOR_IRQ + 8, ICW3_SLAVE_IS_2);
	pic_unmask(CASCADE);
}

void pic_unmask(int irq)
{
	u16 port = (irq < 8 ? MASTER : SLAVE) + DATA;

	out8(port, in8(port) & ~(1 << irq % 8));
}

bool line_for_devices(uptr line)
{
	return line < LINES && line != PIT_IRQ && line != CASCADE && line != COM1_IRQ;
}

void line_unmask(u32 line)
{
	pic_unmask(line);
}

void line_mask(u32 line)
{
	u16 port = (line < 8 ? MASTER : SLAVE) + DATA;

	out8(port, in8(port) | 1 << line % 8);
}

void pic_end(int irq)
{
	if (irq >= 8)
		out8(SLAVE + COMMAND, OCW2_EOI);
	out8(MASTER + COMMAND, OCW2_EOI);
}
