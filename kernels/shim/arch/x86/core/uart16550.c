// SPDX-License-Identifier: MIT
/* COM1: National Semiconductor PC16550D data sheet, section 8 "Registers". */
#include "core/uart16550.h"

#include "core/console.h"
#include "core/io.h"

#define COM1 0x3f8

#define DATA (COM1 + 0)
#define INTERRUPT_ENABLE (COM1 + 1)
#define DIVISOR_LOW (COM1 + 0)	/* with DLAB */
#define DIVISOR_HIGH (COM1 + 1)	/* with DLAB */
#define FIFO_CONTROL (COM1 + 2)
#define LINE_CONTROL (COM1 + 3)
#define MODEM_CONTROL (COM1 + 4)
#define LINE_STATUS (COM1 + 5)

#define FIFO_ENABLE_AND_CLEAR 0x07
#define FIFO_DEPTH 16
#define LINE_8N1 0x03
#define LINE_DLAB 0x80
#define MODEM_DTR_RTS 0x03
#define MODEM_OUT2 0x08		/* IBM PC AT Technical Reference: lets its interrupts through */
#define ENABLE_RECEIVED 0x01	/* ERBFI: data available, and the FIFO's timeout */
#define STATUS_DATA_READY 0x01	/* DR */
#define STATUS_FIFO_EMPTY 0x20	/* THRE */
#define STATUS_IDLE 0x40	/* TEMT */

#define DIVISOR_115200 1

void console_init(void)
{
	out8(INTERRUPT_ENABLE, 0);
	out8(LINE_CONTROL, LINE_DLAB);
	out8(DIVISOR_LOW, DIVISOR_115200);
	out8(DIVISOR_HIGH, 0);
	out8(LINE_CONTROL, LINE_8N1);
	out8(FIFO_CONTROL, FIFO_ENABLE_AND_CLEAR);
	out8(MODEM_CONTROL, MODEM_DTR_RTS | MODEM_OUT2);
}

static void wait_for(u8 status)
{
	while (!(in8(LINE_STATUS) & status))
		;
}

void console_write(const void *bytes, size_t length)
{
	const u8 *byte = bytes;

	for (size_t i = 0; i < length; i++) {
		if (i % FIFO_DEPTH == 0)
			wait_for(STATUS_FIFO_EMPTY);
		out8(DATA, byte[i]);
	}
}

void console_listen(bool on)
{
	out8(INTERRUPT_ENABLE, on ? ENABLE_RECEIVED : 0);
}

static bool readable(void)
{
	return in8(LINE_STATUS) & STATUS_DATA_READY;
}

size_t console_read(void *bytes, size_t length)
{
	u8 *byte = bytes;
	size_t read = 0;

	while (read < length && readable())
		byte[read++] = in8(DATA);
	return read;
}

void console_drain(void)
{
	wait_for(STATUS_IDLE);
}
