// SPDX-License-Identifier: MIT
#include "core/print.h"

#include "core/biglock.h"
#include "core/console.h"
#include "core/machine.h"

static size_t length_of(const char *text)
{
	size_t n = 0;

	while (text[n])
		n++;
	return n;
}

void print(const char *text)
{
	console_write(text, length_of(text));
}

void print_hex(u64 value)
{
	static const char digits[] = "0123456789abcdef";
	char text[18];
	size_t i = sizeof(text);

	do {
		text[--i] = digits[value & 15];
		value >>= 4;
	} while (value);
	text[--i] = 'x';
	text[--i] = '0';
	console_write(text + i, sizeof(text) - i);
}

void print_decimal(u32 value)
{
	char text[10];
	size_t i = sizeof(text);

	do {
		text[--i] = '0' + value % 10;
		value /= 10;
	} while (value);
	console_write(text + i, sizeof(text) - i);
}

void last_words(void)
{
	if (!shim_locked())
		shim_lock();
}

_Noreturn void panic(const char *why)
{
	last_words();
	print("shim: ");
	print(why);
	print("\n");
	machine_exit(EXIT_SHIM);
}

_Noreturn void panic_value(const char *why, u64 value)
{
	last_words();
	print("shim: ");
	print(why);
	print(" ");
	print_hex(value);
	print("\n");
	machine_exit(EXIT_SHIM);
}
