// SPDX-License-Identifier: GPL-2.0-only
/*
 * How a module brings a kernel down, or to complain: one way at a time, those that every
 * kernel reports without being built for it.
 */
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/proc_fs.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>

static char *by = "";
module_param(by, charp, 0444);
MODULE_PARM_DESC(by, "what to do: a name of the table in crashes.c");

/* What the compiler may not know of. */
static volatile int hidden;
static volatile unsigned long nowhere;

static noinline int peek(unsigned long where)
{
	return *(volatile int *)where;
}

static noinline void poke(unsigned long where)
{
	*(volatile int *)where = 1;
}

static noinline void read_null(void)
{
	peek(nowhere + 8);
}

/* Above the half of the addresses that a processor has, and below the other half. */
static noinline void read_wild(void)
{
	peek(0x5a5a5a5a5a5a5a58 + nowhere);
}

static noinline void read_unmapped(void)
{
	unsigned long page = __get_free_page(GFP_KERNEL);
	unsigned long gone = (unsigned long)vmap(&(struct page *){ virt_to_page(page) }, 1, VM_MAP,
						 PAGE_KERNEL);

	vunmap((void *)gone);
	peek(gone);
}

static noinline void write_constant(void)
{
	static const int constant = 7;

	poke((unsigned long)&constant);
}

static noinline void jump(void (*to)(void))
{
	to();
	hidden++;
}

static noinline void call_null(void)
{
	jump((void (*)(void))nowhere);
}

static noinline int share_out(void)
{
	return 7 / hidden;
}

static noinline void divide(void)
{
	hidden = share_out();
}

static noinline void give_up(void)
{
	BUG();
}

static noinline void suspicious(void)
{
	WARN_ON(!hidden);
}

static noinline void suspicious_with_reason(void)
{
	WARN(!hidden, "the answer is %d and not 42\n", hidden);
}

static noinline void undefined_instruction(void)
{
#ifdef CONFIG_X86
	asm volatile("ud1 %eax, %eax");
#else
	asm volatile(".inst 0");
#endif
}

static noinline void breakpoint(void)
{
#ifdef CONFIG_X86
	asm volatile("int3");
#else
	asm volatile("brk #1");
#endif
}

#ifdef CONFIG_X86
static noinline void wild_stack_segment(void)
{
	asm volatile("push %%rbp; mov %0, %%rbp; mov (%%rbp), %%rax; pop %%rbp"
		     : : "r"(0x5a5a5a5a5a5a5a58ul) : "rax", "memory");
}

/* The fault finds no stack to be told on. */
static noinline void no_stack(void)
{
	asm volatile("xor %%esp, %%esp; push %%rax" : : : "memory");
}
#endif

static noinline int descend(int depth)
{
	volatile char room[512];

	room[depth % sizeof(room)] = depth;
	return descend(depth + 1) + room[hidden];
}

static noinline void overflow_stack(void)
{
	hidden = descend(0);
}

static noinline void smash_stack(void)
{
	char room[16];
	char *at = room + hidden;

	OPTIMIZER_HIDE_VAR(at);
	for (int i = 0; i < 64; i++)
		WRITE_ONCE(at[i], 0x5a);
}

static noinline void delete_twice(void)
{
	static LIST_HEAD(head);
	static struct list_head entry;

	list_add(&entry, &head);
	list_del(&entry);
	list_del(&entry);
}

static noinline void add_twice(void)
{
	static LIST_HEAD(head);
	static struct list_head entry;

	list_add(&entry, &head);
	list_add(&entry, &head);
}

static noinline void put_twice(void)
{
	static refcount_t users = REFCOUNT_INIT(1);

	refcount_dec_and_test(&users);
	refcount_dec_and_test(&users);
}

static noinline void free_twice(void)
{
	char *memory = kmalloc(64, GFP_KERNEL);

	kfree(memory);
	OPTIMIZER_HIDE_VAR(memory);
	kfree(memory);
}

static noinline void free_nothing(void)
{
	static char memory[64];

	kfree(memory + hidden);
}

static noinline void copy_too_much(void)
{
	char *memory = kmalloc(64, GFP_KERNEL);
	unsigned long to = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE |
				   MAP_ANONYMOUS, 0);

	OPTIMIZER_HIDE_VAR(memory);
	if (copy_to_user((void __user *)to, memory, 256 + hidden))
		hidden++;
}

static noinline void sleep_in_atomic(void)
{
	local_bh_disable();
	msleep(20);
	local_bh_enable();
}

static noinline void spin_for_ever(void)
{
	for (;;)
		cpu_relax();
}

static void grace_is_over(struct rcu_head *head)
{
}

/* Somebody has to wait, or nobody notices. */
static noinline void stall(void)
{
	static struct rcu_head waiting;

	rcu_read_lock();
	call_rcu(&waiting, grace_is_over);
	spin_for_ever();
}

static noinline void wait_for_itself(void)
{
	static DEFINE_MUTEX(lock);

	mutex_lock(&lock);
	mutex_lock(&lock);
}

static noinline void exhaust(void)
{
	while (alloc_pages(GFP_ATOMIC, 5))
		;
}

static noinline void same_object(void)
{
	kobject_create_and_add("same", kernel_kobj);
	kobject_create_and_add("same", kernel_kobj);
}

static noinline void same_proc(void)
{
	proc_mkdir("same", NULL);
	proc_mkdir("same", NULL);
}

static noinline void fail_in_timer(struct timer_list *timer)
{
	peek(nowhere + 8);
}

static noinline void timer(void)
{
	static DEFINE_TIMER(soon, fail_in_timer);

	mod_timer(&soon, jiffies + 1);
	msleep(1000);
}

static noinline void fail_in_work(struct work_struct *work)
{
	peek(nowhere + 8);
}

static noinline void work(void)
{
	static DECLARE_WORK(soon, fail_in_work);

	schedule_work(&soon);
	msleep(1000);
}

static noinline void keep_lock_in_work(struct work_struct *work)
{
	local_bh_disable();
}

static noinline void work_that_keeps_a_lock(void)
{
	static DECLARE_WORK(soon, keep_lock_in_work);

	schedule_work(&soon);
	msleep(1000);
}

static noinline void end_it(void)
{
	panic("nothing goes any more: %d", hidden);
}

static noinline void fill(void)
{
	char *to = (char *)nowhere + 8;

	memset(to, 0x5a, 64 + hidden);
}

static noinline void copy_from_nowhere(void)
{
	char *from = (char *)nowhere + 8;

	pr_info("%s\n", kstrdup(from, GFP_KERNEL));
}

static const struct {
	const char *name;
	void (*commit)(void);
} ways[] = {
	{ "read-null", read_null },
	{ "read-wild", read_wild },
	{ "read-unmapped", read_unmapped },
	{ "write-constant", write_constant },
	{ "call-null", call_null },
	{ "divide", divide },
	{ "bug", give_up },
	{ "warn", suspicious },
	{ "warn-with-reason", suspicious_with_reason },
	{ "undefined-instruction", undefined_instruction },
	{ "breakpoint", breakpoint },
#ifdef CONFIG_X86
	{ "stack-segment", wild_stack_segment },
	{ "no-stack", no_stack },
#endif
	{ "overflow-stack", overflow_stack },
	{ "smash-stack", smash_stack },
	{ "delete-twice", delete_twice },
	{ "add-twice", add_twice },
	{ "put-twice", put_twice },
	{ "free-twice", free_twice },
	{ "free-nothing", free_nothing },
	{ "copy-too-much", copy_too_much },
	{ "sleep-in-atomic", sleep_in_atomic },
	{ "spin", spin_for_ever },
	{ "stall", stall },
	{ "wait-for-itself", wait_for_itself },
	{ "exhaust", exhaust },
	{ "same-object", same_object },
	{ "same-proc", same_proc },
	{ "timer", timer },
	{ "work", work },
	{ "work-keeps-lock", work_that_keeps_a_lock },
	{ "panic", end_it },
	{ "memset", fill },
	{ "kstrdup", copy_from_nowhere },
};

static int __init crashes_init(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		if (!strcmp(ways[i].name, by)) {
			ways[i].commit();
			return 0;
		}
	}
	return -EINVAL;
}

static void __exit crashes_exit(void)
{
}

module_init(crashes_init);
module_exit(crashes_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Brings a kernel down, in one way of many");
