// SPDX-License-Identifier: GPL-2.0-only
/*
 * Says a word when some seconds have gone by, from a work that was put off until then.
 */
#include <linux/module.h>
#include <linux/workqueue.h>

static unsigned int seconds = 10;
module_param(seconds, uint, 0444);
MODULE_PARM_DESC(seconds, "until it rings");

static void ring(struct work_struct *work)
{
	pr_info("alarm: it rings\n");
}

static DECLARE_DELAYED_WORK(alarm, ring);

static int __init ring_later(void)
{
	schedule_delayed_work(&alarm, seconds * HZ);
	return 0;
}

static void __exit ring_never(void)
{
	cancel_delayed_work_sync(&alarm);
}

module_init(ring_later);
module_exit(ring_never);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("the bench");
MODULE_DESCRIPTION("Rings after some seconds");
