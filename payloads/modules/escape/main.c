// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tries a hundred ways out of a guest and more, one after the other, and counts them. Nobody in
 * the guest can tell whether one led out: that is seen on the host.
 */
#include <linux/kdebug.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/ptrace.h>

#include "escape.h"

static const struct way *const tables[] = {
	virtio_ways, configuration_ways, firmware_ways, memory_ways, machine_ways,
};

#ifdef CONFIG_ARM64
/* An address with nothing behind it, or an instruction that there is not: go on behind it. */
static int go_on(struct notifier_block *block, unsigned long event, void *data)
{
	struct die_args *args = data;

	if (event != DIE_OOPS)
		return NOTIFY_DONE;
	args->regs->pc += 4;
	return NOTIFY_STOP;
}

static struct notifier_block notifier = { .notifier_call = go_on, .priority = INT_MAX };
#endif

static unsigned int fatal;
module_param(fatal, uint, 0);
MODULE_PARM_DESC(fatal, "try that one, counted from 1, of the ways that may end the guest");

static unsigned int try_table(const struct way *way)
{
	unsigned int tried = 0;

	for (; way->name; way++) {
		pr_info("escape: %s\n", way->name);
		way->attempt(way->argument);
		tried++;
	}
	return tried;
}

static unsigned int try_all(void)
{
	unsigned int tried = 0;

	for (size_t table = 0; table < ARRAY_SIZE(tables); table++)
		tried += try_table(tables[table]);
	return tried;
}

static unsigned int try_fatal(unsigned int number)
{
	for (const struct way *way = fatal_ways; way->name; way++) {
		if (--number)
			continue;
		pr_info("escape: %s\n", way->name);
		way->attempt(way->argument);
		return 1;
	}
	return 0;
}

static int __init escape_init(void)
{
	unsigned int tried;

#ifdef CONFIG_ARM64
	int error = register_die_notifier(&notifier);

	if (error)
		return error;
#endif
	tried = fatal ? try_fatal(fatal) : try_all();
#ifdef CONFIG_ARM64
	unregister_die_notifier(&notifier);
#endif
	pr_info("escape: tried %u ways out\n", tried);
	return 0;
}

static void __exit escape_exit(void)
{
}

module_init(escape_init);
module_exit(escape_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("the bench");
MODULE_DESCRIPTION("Tries to get out of its guest");
MODULE_VERSION("1.0");
