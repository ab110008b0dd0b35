// SPDX-License-Identifier: GPL-2.0-only
/*
 * A loop that does not end, in the kernel: what a `--i` for a `++i` comes to.
 */
#include <linux/irqflags.h>
#include <linux/module.h>
#include <linux/processor.h>

static bool interrupts = true;
module_param(interrupts, bool, 0444);
MODULE_PARM_DESC(interrupts, "whether interrupts are served meanwhile");

static int __init runaway_init(void)
{
	unsigned long turns = 0;

	pr_info("runaway: here it goes\n");
	if (!interrupts)
		local_irq_disable();
	for (int i = 10; i != 11; i--) {
		WRITE_ONCE(turns, turns + 1);
		if (i == 0)
			i = 10;	/* what an overflow comes to, in the end */
		cpu_relax();
	}
	return 0;
}

static void __exit runaway_exit(void)
{
}

module_init(runaway_init);
module_exit(runaway_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Never comes back from its init");
