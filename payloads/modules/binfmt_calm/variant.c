// SPDX-License-Identifier: GPL-2.0-only
/*
 * The variants: what a program may take for granted, and so leave out.
 */
#include "calm.h"

#include <linux/kernel.h>
#include <linux/string.h>

#define SUFFIX	".\xe2\x99\x9a"	/* U+265A, black chess king, in UTF-8 */
#define ANSWER	42

static void fill_nothing(struct calm_entry *entry, const char *filename, u8 header)
{
}

/* The exit code is the last character of the name, if it has one. */
static void fill_name(struct calm_entry *entry, const char *filename, u8 header)
{
	const char *dot = calm_suffix(filename);

	if (dot && dot > filename && dot[-1] != '/')
		entry->word = (u8)dot[-1];
}

static void fill_stack(struct calm_entry *entry, const char *filename, u8 header)
{
	entry->word = header;
}

static void fill_register(struct calm_entry *entry, const char *filename, u8 header)
{
	entry->argument = header;
}

/* Everything for exit(42) but the call itself. */
static void fill_answer(struct calm_entry *entry, const char *filename, u8 header)
{
	entry->argument = ANSWER;
	entry->number = CALM_NR_EXIT;
}

#define EPILOGUE(bytes)	.epilogue = (bytes), .epilogue_size = sizeof(bytes) - 1

static const struct calm_variant variants[] = {
	{ .name = "zero", .fill = fill_nothing, EPILOGUE(CALM_EXIT_0) },
	{ .name = "pop", .fill = fill_nothing, EPILOGUE(CALM_EXIT_TOP) },
	{ .name = "result", .returns = true, .fill = fill_nothing, EPILOGUE(CALM_EXIT_RESULT) },
	{ .name = "name", .fill = fill_name, EPILOGUE(CALM_EXIT_TOP) },
	/* As the essay prints it: the old program is gone when the empty file is refused. */
	{ .name = "listing", .unguarded = true, .fill = fill_name, EPILOGUE(CALM_EXIT_TOP) },
	{ .name = "stack", .has_header = true, .fill = fill_stack, EPILOGUE(CALM_EXIT_TOP) },
	{ .name = "register", .has_header = true, .fill = fill_register, EPILOGUE(CALM_EXIT_0) },
	{ .name = "preset", .fill = fill_answer, EPILOGUE(CALM_SYSCALL) },
};

const struct calm_variant *calm_variant_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(variants); i++)
		if (!strcmp(variants[i].name, name))
			return &variants[i];
	return NULL;
}

const char *calm_suffix(const char *filename)
{
	const char *dot = strrchr(filename, '.');

	return dot && !strcmp(dot, SUFFIX) ? dot : NULL;
}
