// SPDX-License-Identifier: GPL-2.0-only
/*
 * A binary format to start from: copy the folder, and make it yours.
 *
 * A file begins with the letters MINE and a number, four bytes each: the offset at which
 * the program is entered. It is mapped whole at 64 KiB. That is all there is to it.
 */
#include <linux/binfmts.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/sched/mm.h>
#include <linux/sched/task_stack.h>
#include <linux/sizes.h>
#include <start_program.h>

#define MAGIC		"MINE"
#define BASE		0x10000UL
#define LARGEST	SZ_16M

struct mine_header {
	char magic[4];
	__le32 entry;
};

static int load_mine_binary(struct linux_binprm *bprm);

static struct linux_binfmt mine_format = {
	.module = THIS_MODULE,
	.load_binary = load_mine_binary,
};

/* What the kernel has read of the file already, and what it says of the rest. */
static int check(const struct linux_binprm *bprm, size_t *size, u32 *entry)
{
	const struct mine_header *header = (const void *)bprm->buf;
	loff_t length = i_size_read(file_inode(bprm->file));

	if (memcmp(header->magic, MAGIC, sizeof(header->magic)))
		return -ENOEXEC;	/* somebody else's: the next format is asked */
	if (length > LARGEST)
		return -EFBIG;
	*size = length;
	*entry = le32_to_cpu(header->entry);
	return *entry < *size ? 0 : -EINVAL;
}

static int load_mine_binary(struct linux_binprm *bprm)
{
	struct mm_struct *mm;
	unsigned long at;
	size_t size;
	u32 entry;
	int err;

	/* As long as the old program is there, a refusal is execve()'s errno ... */
	err = check(bprm, &size, &entry);
	if (err)
		return err;

	/* ... and from here on it is gone, and a refusal is the end of the new one. */
	err = begin_new_exec(bprm);
	if (err)
		return err;
	setup_new_exec(bprm);
	err = setup_arg_pages(bprm, STACK_TOP, EXSTACK_DEFAULT);
	if (err)
		return err;
	at = vm_mmap(bprm->file, BASE, size, PROT_READ | PROT_WRITE | PROT_EXEC,
		     MAP_PRIVATE | MAP_FIXED, 0);
	if (IS_ERR_VALUE(at))
		return at;
	mm = current->mm;
	mm->start_code = BASE;
	mm->end_code = BASE + size;
	mm->start_brk = PAGE_ALIGN(mm->end_code);
	mm->brk = mm->start_brk;

	set_binfmt(&mine_format);
	finalize_exec(bprm);
	start_program(current_pt_regs(), BASE + entry, ALIGN_DOWN(bprm->p, STACK_ALIGN));
	return 0;
}

static int __init mine_init(void)
{
	register_binfmt(&mine_format);
	return 0;
}

static void __exit mine_exit(void)
{
	unregister_binfmt(&mine_format);
}

module_init(mine_init);
module_exit(mine_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A binary format to start from");
