// SPDX-License-Identifier: GPL-2.0-only
/*
 * Asks for all that Arm's semihosting has for a guest: files of the host's, its commands, its
 * console, the end. Counts how often it asked, and how often the processor knew no such
 * instruction.
 */
#include <linux/kdebug.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/ptrace.h>

/* Semihosting for AArch32 and AArch64 (Arm, version 2.0). */
#define SYS_OPEN 0x01
#define SYS_WRITE 0x05
#define SYS_READ 0x06
#define SYS_SYSTEM 0x12
#define LAST 0x31		/* the last that has a meaning */
#define MODE_READ 0
#define MODE_WRITE 4

static const char written[] = "/tmp/written-by-a-guest";
static const char secret[] = "/etc/hostname";
static const char command[] = "touch /tmp/made-by-a-guest";
static char words[64];

static unsigned int asked, refused;

#ifdef CONFIG_ARM64
/* The kernel would give up the task: it goes on behind the instruction instead. */
static int go_on(struct notifier_block *block, unsigned long event, void *data)
{
	struct die_args *args = data;

	if (event != DIE_OOPS)
		return NOTIFY_DONE;
	args->regs->pc += 4;
	args->regs->regs[0] = -1;
	refused++;
	return NOTIFY_STOP;
}

static struct notifier_block notifier = { .notifier_call = go_on };

static noinline long ask(unsigned long operation, const void *block)
{
	register unsigned long x0 asm("x0") = operation;
	register const void *x1 asm("x1") = block;

	asked++;
	asm volatile("hlt #0xf000" : "+r"(x0) : "r"(x1) : "memory");
	return x0;
}

static void ask_all(void)
{
	const unsigned long writes[] = { (unsigned long)written, MODE_WRITE, sizeof(written) - 1 };
	const unsigned long reads[] = { (unsigned long)secret, MODE_READ, sizeof(secret) - 1 };
	const unsigned long runs[] = { (unsigned long)command, sizeof(command) - 1 };
	unsigned long text[] = { 0, (unsigned long)written, sizeof(written) - 1 };
	unsigned long room[] = { 0, (unsigned long)words, sizeof(words) - 1 };

	text[0] = ask(SYS_OPEN, writes);
	ask(SYS_WRITE, text);
	room[0] = ask(SYS_OPEN, reads);
	ask(SYS_READ, room);
	ask(SYS_SYSTEM, runs);
	/* Those that end the guest last. */
	for (unsigned long operation = LAST; operation; operation--)
		ask(operation, writes);
}

static int __init semihosting_init(void)
{
	int error = register_die_notifier(&notifier);

	if (error)
		return error;
	ask_all();
	unregister_die_notifier(&notifier);
	pr_info("semihosting: asked %u times, refused %u times, read \"%s\"\n", asked, refused, words);
	return 0;
}
#else
static int __init semihosting_init(void)
{
	pr_info("semihosting: asked %u times, refused %u times, read \"%s\"\n", asked, refused, words);
	return 0;
}
#endif

static void __exit semihosting_exit(void)
{
}

module_init(semihosting_init);
module_exit(semihosting_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("the bench");
MODULE_DESCRIPTION("Asks for semihosting");
MODULE_VERSION("1.0");
