// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/proc_fs.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define SIZE	4096

static DEFINE_MUTEX(lock);
static struct proc_dir_entry *entry;
static char *text;

static ssize_t answer_read(struct file *file, char __user *buffer, size_t size, loff_t *at)
{
	const char *said;
	ssize_t count;

	mutex_lock(&lock);
	said = text ? text : "41\n";
	count = simple_read_from_buffer(buffer, size, at, said, strlen(said));
	mutex_unlock(&lock);
	return count;
}

static ssize_t answer_write(struct file *file, const char __user *buffer, size_t size, loff_t *at)
{
	char *kept;

	if (size >= SIZE)
		return -EFBIG;
	kept = kzalloc(SIZE, GFP_KERNEL);
	if (!kept)
		return -ENOMEM;
	if (copy_from_user(kept, buffer, size)) {
		kfree(kept);
		return -EFAULT;
	}
	mutex_lock(&lock);
	kfree(text);
	text = kept;
	mutex_unlock(&lock);
	return size;
}

static const struct proc_ops answer_ops = {
	.proc_read = answer_read,
	.proc_write = answer_write,
	.proc_lseek = default_llseek,
};

static int __init answer_init(void)
{
	entry = proc_create("answer", 0666, NULL, &answer_ops);
	return entry ? 0 : -ENOMEM;
}

static void __exit answer_exit(void)
{
	proc_remove(entry);
	kfree(text);
}

module_init(answer_init);
module_exit(answer_exit);

MODULE_LICENSE("GPL");
