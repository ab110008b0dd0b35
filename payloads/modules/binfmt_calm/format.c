// SPDX-License-Identifier: GPL-2.0-only
#include "calm.h"

#include <linux/fs.h>
#include <linux/module.h>
#include <linux/sched/task_stack.h>
#include <linux/uaccess.h>

static char *variant = "pop";
module_param(variant, charp, 0444);
MODULE_PARM_DESC(variant, "zero, pop, result, name, listing, stack, register or preset");

static const struct calm_variant *chosen;

static int load_calm_binary(struct linux_binprm *bprm);

static struct linux_binfmt calm_format = {
	.module = THIS_MODULE,
	.load_binary = load_calm_binary,
};

/* Whether the @size bytes of @file can be a program; its first byte goes to @header. */
static int check(struct file *file, loff_t size, u8 *header)
{
	loff_t first = 0, last = size - 1;

	if (size > CALM_SIZE_MAX)
		return -EFBIG;
	if (!file->f_op->mmap)
		return -ENODEV;
	if (!size)
		return chosen->has_header ? -ENOEXEC : 0;
	if (kernel_read(file, header, 1, &last) != 1 || kernel_read(file, header, 1, &first) != 1)
		return -EIO;
	return 0;
}

/* Whatever can be refused is refused before the old program is gone. */
static int load_calm_binary(struct linux_binprm *bprm)
{
	struct pt_regs *regs = current_pt_regs();
	struct calm_entry entry = { 0 };
	unsigned long pc, sp;
	loff_t size;
	u8 header = 0;
	int err;

	if (!calm_suffix(bprm->filename))
		return -ENOEXEC;
	size = i_size_read(file_inode(bprm->file));
	err = check(bprm->file, size, &header);
	if (err)
		return err;
	chosen->fill(&entry, bprm->filename, header);

	err = begin_new_exec(bprm);
	if (err)
		return err;
	setup_new_exec(bprm);
	err = setup_arg_pages(bprm, STACK_TOP, EXSTACK_DEFAULT);
	if (err)
		return err;
	pc = calm_image_map(bprm->file, size, chosen, &entry);
	if (IS_ERR_VALUE(pc))
		return pc;
	if (chosen->returns)
		entry.word = entry.epilogue;
	sp = ALIGN_DOWN(bprm->p - sizeof(u64), STACK_ALIGN);
	if (put_user(entry.word, (u64 __user *)sp))
		return -EFAULT;

	set_binfmt(&calm_format);
	finalize_exec(bprm);
	calm_start(regs, pc, sp, &entry);
	return 0;
}

static int __init calm_init(void)
{
	chosen = calm_variant_find(variant);
	if (!chosen) {
		pr_err("binfmt_calm: there is no variant %s\n", variant);
		return -EINVAL;
	}
	register_binfmt(&calm_format);
	return 0;
}

static void __exit calm_exit(void)
{
	unregister_binfmt(&calm_format);
}

module_init(calm_init);
module_exit(calm_exit);

MODULE_LICENSE("GPL");
MODULE_ALIAS("calmexec");
MODULE_ALIAS("crownexec");
MODULE_DESCRIPTION("Runs .♚ files: programs that need not end themselves");
MODULE_VERSION("1.0");
