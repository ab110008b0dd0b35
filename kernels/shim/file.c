/* System calls: files. There are the serial line and the two that the poller has. */
#include "file.h"

#include "console.h"
#include "errno.h"
#include "syscall.h"
#include "thread.h"
#include "vm.h"

/* Linux include/uapi/asm-generic/fcntl.h */
#define F_GETFL 3
#define O_RDWR 2

long sys_write(struct arguments *a)
{
	const void *bytes = (void *)a->value[1];
	size_t length = a->value[2];

	if (!vm_reachable(bytes, length))
		return -EFAULT;
	switch (a->value[0]) {
	case FILE_OUTPUT:
	case FILE_ERROR:
		console_write(bytes, length);
		return length;
	case FILE_EVENT:
		return event_write(bytes, length);
	default:
		return -EBADF;
	}
}

/* What a reader of the serial line waits for. */
static const char input_waits;

void input_tick(void)
{
	/* The reader's buffer is its own: interrupted, it reads again. */
	if (console_readable())
		threads_wake(&input_waits, 1, -EINTR);
}

static long input_read(void *bytes, size_t length)
{
	size_t read = console_read(bytes, length);

	if (!read && length)
		thread_block(&input_waits, NEVER, 0);
	return read;
}

long sys_read(struct arguments *a)
{
	void *bytes = (void *)a->value[1];
	size_t length = a->value[2];

	if (!vm_reachable(bytes, length))
		return -EFAULT;
	switch (a->value[0]) {
	case FILE_INPUT:
		return input_read(bytes, length);
	case FILE_EVENT:
		return event_read(bytes, length);
	default:
		return -EBADF;
	}
}

long sys_openat(struct arguments *a)
{
	(void)a;
	return -ENOENT;
}

long sys_close(struct arguments *a)
{
	return a->value[0] <= FILE_EVENT ? 0 : -EBADF;
}

long sys_fcntl(struct arguments *a)
{
	if (a->value[0] > FILE_EVENT)
		return -EBADF;
	return a->value[1] == F_GETFL ? O_RDWR : 0;
}
