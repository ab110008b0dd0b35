// SPDX-License-Identifier: GPL-2.0-only
/*
 * A module with a parameter. Its answer can be read in /sys/module/answer/parameters/.
 */
#include <linux/errno.h>
#include <linux/module.h>

static int answer = 42;
module_param(answer, int, 0444);
MODULE_PARM_DESC(answer, "the answer, which is not negative");

static int __init answer_init(void)
{
	if (answer < 0)
		return -EINVAL;
	pr_info("answer: the answer is %d\n", answer);
	return 0;
}

static void __exit answer_exit(void)
{
	pr_info("answer: goodbye\n");
}

module_init(answer_init);
module_exit(answer_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Knows the answer");
