/* SPDX-License-Identifier: MIT */
/* The command line that the boot loader hands over. */
#pragma once

#include "core/types.h"

/* A hole in memory: the text screen that screen=ADDRESS,COLUMNSxROWS names. */
struct screen {
	uptr start, end;
};

struct screen command_screen(const char *line);
/* Copies what follows a word such as "folder=", cut to the size; false where it is not there. */
bool command_text(const char *line, const char *word, char *text, size_t size);
/* Cuts the line at its spaces into words, in place; returns how many, at most as many as asked. */
size_t command_split(char *line, char **words, size_t most);
