// SPDX-License-Identifier: MIT
#include "files/command.h"

#include "core/arch.h"

#define BYTES_PER_CELL 2

static bool starts_with(const char *text, const char *prefix)
{
	while (*prefix)
		if (*text++ != *prefix++)
			return false;
	return true;
}

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* Reads a number in decimal, or in hexadecimal after 0x, and moves the text past it. */
static uptr number(const char **text)
{
	int base = starts_with(*text, "0x") ? 16 : 10;
	uptr value = 0;

	for (*text += base == 16 ? 2 : 0; digit_of(**text) < base; ++*text)
		value = value * base + digit_of(**text);
	return value;
}

static struct screen screen_of(uptr address, uptr columns, uptr rows)
{
	return (struct screen){ address, address + columns * rows * BYTES_PER_CELL };
}

/* What follows a word such as "screen=", or NULL. */
static const char *after(const char *line, const char *word)
{
	for (const char *at = line; *at; at++) {
		if ((at != line && at[-1] != ' ') || !starts_with(at, word))
			continue;
		while (*word++)
			at++;
		return at;
	}
	return NULL;
}

struct screen command_screen(const char *line)
{
	const char *at = after(line, "screen=");

	if (!at)
		return screen_of(SCREEN_ADDRESS, 80, 25);
	uptr address = number(&at);
	uptr columns = *at == ',' ? (at++, number(&at)) : 0;
	uptr rows = *at == 'x' ? (at++, number(&at)) : 0;

	return screen_of(address, columns, rows);
}

bool command_text(const char *line, const char *word, char *text, size_t size)
{
	const char *from = after(line, word);

	if (!from)
		return false;
	while (--size && *from && *from != ' ')
		*text++ = *from++;
	*text = '\0';
	return true;
}

size_t command_split(char *line, char **words, size_t most)
{
	size_t count = 0;

	while (count < most) {
		while (*line == ' ')
			*line++ = '\0';
		if (!*line)
			break;
		words[count++] = line;
		while (*line && *line != ' ')
			line++;
	}
	return count;
}
