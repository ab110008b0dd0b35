// SPDX-License-Identifier: GPL-2.0-only
#include "com.h"

#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/sched/mm.h>

ssize_t com_image_size(struct file *file)
{
	loff_t size = i_size_read(file_inode(file));
	loff_t last = size - 1;
	char byte;

	/* vm_mmap() refuses a length of 0, but only when it is too late. */
	if (!size)
		return -ENOEXEC;
	if (size > COM_SIZE_MAX)
		return -EFBIG;
	if (!file->f_op->mmap)
		return -ENODEV;
	/* The kernel has read the first bytes; a file may still be cut short. */
	if (kernel_read(file, &byte, 1, &last) != 1)
		return -EIO;
	return size;
}

/* In the caller's memory, while that is still there: the kernel says what it thinks of it. */
int com_image_try_shared(struct file *file, size_t size)
{
	unsigned long at = vm_mmap(file, 0, size, PROT_READ | PROT_WRITE | PROT_EXEC,
				   MAP_SHARED, 0);

	return IS_ERR_VALUE(at) ? at : vm_munmap(at, size);
}

int com_image_map(struct file *file, size_t size, size_t data)
{
	struct mm_struct *mm = current->mm;
	unsigned long at;

	at = vm_mmap(file, COM_BASE, size, PROT_READ | PROT_WRITE | PROT_EXEC,
		     MAP_PRIVATE | MAP_FIXED, 0);
	if (IS_ERR_VALUE(at))
		return at;

	mm->start_code = COM_BASE;
	mm->end_code = COM_BASE + size;
	mm->start_data = mm->end_code;
	mm->end_data = PAGE_ALIGN(mm->end_code);
	if (!data)
		return 0;
	at = vm_mmap(NULL, mm->end_data, data, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, 0);
	if (IS_ERR_VALUE(at))
		return at;
	mm->end_data += data;
	return 0;
}

void com_image_begin_heap(void)
{
	struct mm_struct *mm = current->mm;

	mm->start_brk = mm->end_data;
	mm->brk = mm->end_data;
}
