// SPDX-License-Identifier: GPL-2.0-only
#include "calm.h"

#include <linux/err.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/sched/mm.h>

#define EVERYTHING	(PROT_READ | PROT_WRITE | PROT_EXEC)

/* Write to the program as a debugger would: with the instruction cache in mind. */
static int write_code(unsigned long at, const void *code, size_t size)
{
	int written = access_process_vm(current, at, (void *)code, size,
					FOLL_WRITE | FOLL_FORCE);

	return written == size ? 0 : -EFAULT;
}

/* Pages for @size bytes of the file, and empty ones for what lies beyond, up to @end. */
static int map_pages(struct file *file, size_t size, unsigned long end, bool unguarded)
{
	unsigned long rest = CALM_BASE + PAGE_ALIGN(size);
	unsigned long at;

	if (size || unguarded) {	/* a mapping of no length is an error */
		at = vm_mmap(file, CALM_BASE, size, EVERYTHING, MAP_PRIVATE | MAP_FIXED, 0);
		if (IS_ERR_VALUE(at))
			return at;
	}
	if (end > rest) {
		at = vm_mmap(NULL, rest, PAGE_ALIGN(end) - rest, EVERYTHING,
			     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, 0);
		if (IS_ERR_VALUE(at))
			return at;
	}
	return 0;
}

unsigned long calm_image_map(struct file *file, size_t size, const struct calm_variant *variant,
			     struct calm_entry *entry)
{
	unsigned long code = CALM_BASE + (variant->has_header ? CALM_HEADER : 0);
	unsigned long epilogue = max(ALIGN(CALM_BASE + size, CALM_ALIGN), code);
	unsigned long jump = ALIGN(epilogue + variant->epilogue_size, CALM_ALIGN);
	struct mm_struct *mm = current->mm;
	u8 words[CALM_JUMP_MAX];
	size_t jump_size = calm_jump(words, entry, jump, code);
	int err;

	err = map_pages(file, size, jump + jump_size, variant->unguarded);
	if (!err)
		err = write_code(epilogue, variant->epilogue, variant->epilogue_size);
	if (!err && jump_size)
		err = write_code(jump, words, jump_size);
	if (err)
		return err;

	entry->epilogue = epilogue;
	mm->start_code = CALM_BASE;
	mm->end_code = jump + jump_size;
	mm->start_data = mm->end_code;
	mm->end_data = PAGE_ALIGN(mm->end_code);
	mm->start_brk = mm->end_data;
	mm->brk = mm->end_data;
	return jump_size ? jump : code;
}
