/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * .com: a program that is nothing but its code, recognised by its name.
 *
 * format.c says which files are programs and takes execve() through its steps,
 * image.c puts a file into memory, and stack.c lays out the arguments.
 */
#ifndef COM_H
#define COM_H

#include <linux/binfmts.h>
#include <linux/sizes.h>

/* Where a program is loaded and entered: x86's default mmap_min_addr. */
#define COM_BASE	0x10000UL

/* Far more than code without a format needs, far less than reaches a stack. */
#define COM_SIZE_MAX	SZ_16M

/*
 * How much a program is given: each stage is one step of learning to write a format.
 * @COM_CODE: its code, and an empty stack.
 * @COM_HEAP: a heap behind the code, which brk() moves the end of.
 * @COM_ARGUMENTS: argc, argv and envp on the stack, and in /proc.
 */
enum com_stage { COM_CODE = 1, COM_HEAP, COM_ARGUMENTS };

/* The size of the program in @file in bytes, or why it cannot be one. */
ssize_t com_image_size(struct file *file);

/* Whether what a program writes to itself could go to its @file; 0 or an error. */
int com_image_try_shared(struct file *file, size_t size);

/* Map the program at COM_BASE, and @data bytes of memory behind its last page. */
int com_image_map(struct file *file, size_t size, size_t data);

/* Let the heap begin behind the image. */
void com_image_begin_heap(void);

/* Lay out argc, argv and envp; the new stack pointer goes to @sp. */
int com_stack_build(struct linux_binprm *bprm, unsigned long *sp);

#endif
