/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * .♚: a program that need not say how it ends. Code that the loader puts behind
 * it ends it, so that a program of no bytes at all is one.
 *
 * variant.c says what a program is given and what stands behind it, image.c puts
 * both into memory, format.c takes execve() through its steps, and arch.h holds
 * what differs between processors.
 */
#ifndef CALM_H
#define CALM_H

#include "arch.h"

#include <linux/binfmts.h>
#include <linux/sizes.h>

#define CALM_BASE	0x10000UL
#define CALM_SIZE_MAX	SZ_16M

/*
 * What one variant of the format does.
 * @name: of the module's parameter.
 * @has_header: whether the file begins with a byte that is not code.
 * @unguarded: whether a file without a byte is mapped, which fails.
 * @returns: whether a program may return; its word is the address to return to.
 * @fill: says what the program finds, given its name and that byte.
 * @epilogue: what stands behind the program, @epilogue_size bytes of it.
 */
struct calm_variant {
	const char *name;
	bool has_header;
	bool unguarded;
	bool returns;
	void (*fill)(struct calm_entry *entry, const char *filename, u8 header);
	const char *epilogue;
	size_t epilogue_size;
};

/* The variant of this name, or NULL. */
const struct calm_variant *calm_variant_find(const char *name);

/* The dot before the suffix of @filename if that is a program's, or NULL. */
const char *calm_suffix(const char *filename);

/*
 * Map @size bytes of @file at CALM_BASE, and behind them what ends the program and
 * what leads to its first byte. Returns the address at which it is entered, or an error;
 * @entry gets the epilogue's.
 */
unsigned long calm_image_map(struct file *file, size_t size, const struct calm_variant *variant,
			     struct calm_entry *entry);

#endif
