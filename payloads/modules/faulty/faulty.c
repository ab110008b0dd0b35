// SPDX-License-Identifier: GPL-2.0-only
/*
 * What modules do wrong, one thing at a time: a kernel that checks itself must say so.
 */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#define SIZE	64

static char *fault = "";
module_param(fault, charp, 0444);
MODULE_PARM_DESC(fault, "what to do wrong: a name of the table in faulty.c");

/* Read where the compiler cannot see what it knows to be wrong. */
static volatile int hidden;

static void touch(const char *memory, int at)
{
	hidden += READ_ONCE(memory[at + hidden]);
}

static void use_after_free(void)
{
	char *memory = kzalloc(SIZE, GFP_KERNEL);

	kfree(memory);
	touch(memory, 0);
}

static void out_of_bounds(void)
{
	char *memory = kzalloc(SIZE, GFP_KERNEL);

	touch(memory, SIZE);
	kfree(memory);
}

static void vmalloc_out_of_bounds(void)
{
	char *memory = vmalloc(SIZE);

	touch(memory, SIZE);
	vfree(memory);
}

static void double_free(void)
{
	char *memory = kzalloc(SIZE, GFP_KERNEL);
	char *again = memory + hidden;

	kfree(memory);
	kfree(again);
}

/* More than one: a pointer to the last may lie about on some stack. */
static void leak(void)
{
	for (int i = 0; i < 8; i++)
		touch(kzalloc(SIZE, GFP_KERNEL), 0);
}

static void sleep_while_atomic(void)
{
	preempt_disable();
	kfree(kmalloc(SIZE, GFP_KERNEL));
	preempt_enable();
}

/* Nobody waits here; but two tasks that did this at once might, for ever. */
static void lock_order(void)
{
	static DEFINE_MUTEX(one);
	static DEFINE_MUTEX(other);

	mutex_lock(&one);
	mutex_lock(&other);
	mutex_unlock(&other);
	mutex_unlock(&one);
	mutex_lock(&other);
	mutex_lock(&one);
	mutex_unlock(&one);
	mutex_unlock(&other);
}

static void shift(void)
{
	hidden = 1 << (SIZE + hidden);
}

/* Waits for itself, for ever. */
static void lock_twice(void)
{
	static DEFINE_MUTEX(lock);

	mutex_lock(&lock);
	mutex_lock(&lock);
}

static const struct {
	const char *name;
	void (*commit)(void);
} faults[] = {
	{ "use-after-free", use_after_free },
	{ "out-of-bounds", out_of_bounds },
	{ "vmalloc-out-of-bounds", vmalloc_out_of_bounds },
	{ "double-free", double_free },
	{ "leak", leak },
	{ "sleep-while-atomic", sleep_while_atomic },
	{ "lock-order", lock_order },
	{ "lock-twice", lock_twice },
	{ "shift", shift },
};

static int __init faulty_init(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(faults); i++) {
		if (!strcmp(faults[i].name, fault)) {
			faults[i].commit();
			return 0;
		}
	}
	return -EINVAL;
}

static void __exit faulty_exit(void)
{
}

module_init(faulty_init);
module_exit(faulty_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Does one thing wrong");
