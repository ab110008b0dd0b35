// SPDX-License-Identifier: MIT
/* PrimeCell UART PL011 Technical Reference Manual (DDI 0183), section 3.3. */
#include "core/console.h"
#include "core/mmio.h"
#include "core/virt.h"

#define UARTDR (VIRT_UART + 0x00)
#define UARTFR (VIRT_UART + 0x18)
#define UARTIBRD (VIRT_UART + 0x24)
#define UARTFBRD (VIRT_UART + 0x28)
#define UARTLCR_H (VIRT_UART + 0x2c)
#define UARTCR (VIRT_UART + 0x30)
#define UARTIMSC (VIRT_UART + 0x38)

#define FLAG_BUSY 0x08
#define FLAG_RECEIVE_EMPTY 0x10
#define FLAG_TRANSMIT_FULL 0x20
#define LINE_8N1_FIFO 0x70
#define INTERRUPT_RECEIVED 0x50	/* RXIM and RTIM: the FIFO has reached its level, or waits */
#define CONTROL_ENABLE 0x301	/* the UART, its transmitter and its receiver */

/* 115200 baud of virt's 24 MHz clock: 24e6 / (16 * 115200) = 13 + 1/64. */
#define DIVISOR 13
#define DIVISOR_64THS 1

void console_init(void)
{
	write32(UARTCR, 0);
	write32(UARTIMSC, 0);
	write32(UARTIBRD, DIVISOR);
	write32(UARTFBRD, DIVISOR_64THS);
	write32(UARTLCR_H, LINE_8N1_FIFO);
	write32(UARTCR, CONTROL_ENABLE);
}

void console_write(const void *bytes, size_t length)
{
	for (const u8 *byte = bytes; length--; byte++) {
		while (read32(UARTFR) & FLAG_TRANSMIT_FULL)
			;
		write32(UARTDR, *byte);
	}
}

void console_listen(bool on)
{
	write32(UARTIMSC, on ? INTERRUPT_RECEIVED : 0);
}

static bool readable(void)
{
	return !(read32(UARTFR) & FLAG_RECEIVE_EMPTY);
}

size_t console_read(void *bytes, size_t length)
{
	u8 *byte = bytes;
	size_t read = 0;

	while (read < length && readable())
		byte[read++] = read32(UARTDR);
	return read;
}

void console_drain(void)
{
	while (read32(UARTFR) & FLAG_BUSY)
		;
}
