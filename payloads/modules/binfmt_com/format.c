// SPDX-License-Identifier: GPL-2.0-only
#include "com.h"

#include <linux/mm.h>
#include <linux/module.h>
#include <linux/ptrace.h>
#include <linux/sched/task_stack.h>
#include <linux/string.h>
#include <start_program.h>

static int stage = COM_ARGUMENTS;
module_param(stage, int, 0444);
MODULE_PARM_DESC(stage, "1: code, 2: and a heap, 3: and arguments");

static unsigned int data_kb;
module_param(data_kb, uint, 0444);
MODULE_PARM_DESC(data_kb, "memory behind the program's last page, in KiB; up to 16384");

static bool shared;
module_param(shared, bool, 0444);
MODULE_PARM_DESC(shared, "whether programs should be able to change their files");

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
	if (shared) {
		err = com_image_try_shared(bprm->file, size);
		if (err)
			return err;
	}

	err = begin_new_exec(bprm);
	if (err)
		return err;
	setup_new_exec(bprm);
	err = setup_arg_pages(bprm, STACK_TOP, EXSTACK_DEFAULT);
	if (err)
		return err;
	err = com_image_map(bprm->file, size, PAGE_ALIGN((size_t)data_kb * SZ_1K));
	if (err)
		return err;
	if (stage >= COM_HEAP)
		com_image_begin_heap();
	sp = ALIGN_DOWN(bprm->p, STACK_ALIGN);
	if (stage >= COM_ARGUMENTS) {
		err = com_stack_build(bprm, &sp);
		if (err)
			return err;
	}

	set_binfmt(&com_format);
	finalize_exec(bprm);
	start_program(regs, COM_BASE, sp);
	return 0;
}

static int __init com_init(void)
{
	if (stage < COM_CODE || stage > COM_ARGUMENTS || data_kb > COM_SIZE_MAX / SZ_1K)
		return -EINVAL;
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
MODULE_ALIAS("comexec");
MODULE_DESCRIPTION("Runs .com files: programs without a format");
MODULE_VERSION("1.0");
