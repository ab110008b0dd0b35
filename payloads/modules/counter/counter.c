// SPDX-License-Identifier: GPL-2.0-only
/*
 * A number that grows, for other modules.
 */
#include <linux/atomic.h>
#include <linux/module.h>

#include "counter.h"

static atomic_t count = ATOMIC_INIT(40);

int counter_next(void)
{
	return atomic_inc_return(&count);
}
EXPORT_SYMBOL_GPL(counter_next);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("the bench");
MODULE_DESCRIPTION("Counts for other modules");
