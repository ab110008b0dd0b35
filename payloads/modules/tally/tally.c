// SPDX-License-Identifier: GPL-2.0-only
/*
 * Takes two numbers of another module.
 */
#include <linux/module.h>

#include "../counter/counter.h"

static int __init tally_init(void)
{
	counter_next();
	pr_info("tally: %d\n", counter_next());
	return 0;
}

static void __exit tally_exit(void)
{
}

module_init(tally_init);
module_exit(tally_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("the bench");
MODULE_DESCRIPTION("Uses what the module counter exports");
