// SPDX-License-Identifier: GPL-2.0-only
/*
 * One of two modules that a folder makes.
 */
#include <linux/module.h>

static int __init younger_init(void)
{
	pr_info("younger: here\n");
	return 0;
}

static void __exit younger_exit(void)
{
}

module_init(younger_init);
module_exit(younger_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("the bench");
MODULE_DESCRIPTION("One of two of a folder");
