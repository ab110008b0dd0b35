// SPDX-License-Identifier: GPL-2.0
#include "com.h"
#include "arch.h"

#include <linux/module.h>
#include <linux/ptrace.h>
#include <linux/sched/task_stack.h>
#include <linux/string.h>

static bool is_com(const struct linux_binprm *bprm)
{
	const char *suffix = strrchr(bprm->filename, '.');

	return suffix && !strcmp(suffix, ".com");
}

static int load_com_binary(struct linux_binprm *bprm);

static struct linux_binfmt com_format = {
	.module = THIS_MODULE,
	.load_binary = load_com_binary,
};

/*
 * Up to begin_new_exec() a refusal is execve()'s errno, and the caller lives on.
 * From there on the old program is gone and a refusal can only be a signal:
 * everything that can be checked is checked before.
 */
static int load_com_binary(struct linux_binprm *bprm)
{
	struct pt_regs *regs = current_pt_regs();
	unsigned long sp;
	ssize_t size;
	int err;

	if (!is_com(bprm))
		return -ENOEXEC;
	size = com_image_size(bprm->file);
	if (size < 0)
		return size;

	err = begin_new_exec(bprm);
	if (err)
		return err;
	setup_new_exec(bprm);
	err = setup_arg_pages(bprm, STACK_TOP, EXSTACK_DEFAULT);
	if (err)
		return err;
	err = com_image_map(bprm->file, size);
	if (err)
		return err;
	err = com_stack_build(bprm, &sp);
	if (err)
		return err;

	set_binfmt(&com_format);
	finalize_exec(bprm);
	com_start_thread(regs, COM_BASE, sp);
	return 0;
}

static int __init com_init(void)
{
	register_binfmt(&com_format);
	return 0;
}

static void __exit com_exit(void)
{
	unregister_binfmt(&com_format);
}

module_init(com_init);
module_exit(com_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Runs .com files: programs without a format");
