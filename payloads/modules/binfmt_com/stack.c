// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a program finds at its stack pointer, in words of 8 bytes:
 *
 *	argc, argv, envp, argv[0] … argv[argc] = NULL, envp[0] … NULL
 *
 * Three pops give main() its arguments. The strings lie above, where execve()
 * has copied them.
 */
#include "com.h"

#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/uaccess.h>
#include <start_program.h>

/* Store @word at *@slot in user space and step to the next slot. */
static int push(u64 __user **slot, u64 word)
{
	return put_user(word, (*slot)++) ? -EFAULT : 0;
}

/*
 * Store the addresses of @count strings, which follow each other from @string on,
 * and a NULL. Returns the address behind the last string, or an error.
 */
static unsigned long push_strings(u64 __user **slot, unsigned long string, int count)
{
	while (count--) {
		long length;

		if (push(slot, string))
			return -EFAULT;
		length = strnlen_user((void __user *)string, MAX_ARG_STRLEN);
		if (!length || length > MAX_ARG_STRLEN)
			return -EINVAL;
		string += length;
	}
	return push(slot, 0) ? -EFAULT : string;
}

int com_stack_build(struct linux_binprm *bprm, unsigned long *sp)
{
	struct mm_struct *mm = current->mm;
	size_t words = 3 + (bprm->argc + 1) + (bprm->envc + 1);
	u64 __user *slot;
	u64 __user *argv;
	u64 __user *envp;
	unsigned long end;

	*sp = ALIGN_DOWN(bprm->p - words * sizeof(u64), STACK_ALIGN);
	slot = (u64 __user *)*sp;
	argv = slot + 3;
	envp = argv + bprm->argc + 1;
	if (push(&slot, bprm->argc) || push(&slot, (uintptr_t)argv) ||
	    push(&slot, (uintptr_t)envp))
		return -EFAULT;

	end = push_strings(&slot, bprm->p, bprm->argc);
	if (IS_ERR_VALUE(end))
		return end;
	mm->arg_start = bprm->p;
	mm->arg_end = end;

	end = push_strings(&slot, end, bprm->envc);
	if (IS_ERR_VALUE(end))
		return end;
	mm->env_start = mm->arg_end;
	mm->env_end = end;
	return 0;
}
