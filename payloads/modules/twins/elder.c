// SPDX-License-Identifier: GPL-2.0-only
/*
 * One of two modules that a folder makes.
 */
#include <linux/module.h>

static int __init elder_init(void)
{
	pr_info("elder: here\n");
	return 0;
}

static void __exit elder_exit(void)
{
}

module_init(elder_init);
module_exit(elder_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("the bench");
MODULE_DESCRIPTION("One of two of a folder");
