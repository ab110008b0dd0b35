/* SPDX-License-Identifier: MIT */
/* The serial line: bytes in order, nothing translated. */
#pragma once

#include "core/types.h"

void console_init(void);
void console_write(const void *bytes, size_t length);
/* Whether an interrupt is to come when a byte has: source_interrupt(FILE_SERIAL). */
void console_listen(bool on);
/* Takes what has come in, without waiting; returns how many bytes. */
size_t console_read(void *bytes, size_t length);
/* Returns when the last byte has left the transmitter. */
void console_drain(void);
