// SPDX-License-Identifier: GPL-2.0-only
/*
 * The smallest module: a word when it comes and a word when it goes.
 */
#include <linux/module.h>

static int __init hello_init(void)
{
	pr_info("hello, kernel\n");
	return 0;
}

static void __exit hello_exit(void)
{
	pr_info("goodbye, kernel\n");
}

module_init(hello_init);
module_exit(hello_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("the bench");
MODULE_DESCRIPTION("Says hello and goodbye");
MODULE_VERSION("1.0");
