// SPDX-License-Identifier: GPL-2.0-only
/*
 * Says that it is not free, though it is: the kernel marks itself as one with such a module.
 */
#include <linux/module.h>

static int __init closed_init(void)
{
	return 0;
}

static void __exit closed_exit(void)
{
}

module_init(closed_init);
module_exit(closed_exit);

MODULE_LICENSE("Proprietary");
MODULE_AUTHOR("the bench");
MODULE_DESCRIPTION("Claims not to be free");
