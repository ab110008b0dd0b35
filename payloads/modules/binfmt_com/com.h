/* SPDX-License-Identifier: GPL-2.0 */
/*
 * .com: a program that is nothing but its code, recognised by its name.
 *
 * format.c says which files are programs and takes execve() through its steps,
 * image.c puts a file into memory, stack.c lays out the arguments, and arch.h
 * holds what differs between processors.
 */
#ifndef COM_H
#define COM_H

#include <linux/binfmts.h>
#include <linux/sizes.h>

/* Where a program is loaded and entered: x86's default mmap_min_addr. */
#define COM_BASE	0x10000UL

/* Far more than code without a format needs, far less than reaches a stack. */
#define COM_SIZE_MAX	SZ_16M

/* The size of the program in @file in bytes, or why it cannot be one. */
ssize_t com_image_size(struct file *file);

/* Map the program at COM_BASE and let the heap begin behind it. */
int com_image_map(struct file *file, size_t size);

/* Lay out argc, argv and envp; the new stack pointer goes to @sp. */
int com_stack_build(struct linux_binprm *bprm, unsigned long *sp);

#endif
