/* System calls: files. There are the serial line and the two that the poller has. */
#include "file.h"

#include "console.h"
#include "errno.h"
#include "syscall.h"
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

/* Nothing comes in on the serial line yet: input is at its end. */
long sys_read(struct arguments *a)
{
	void *bytes = (void *)a->value[1];
	size_t length = a->value[2];

	if (!vm_reachable(bytes, length))
		return -EFAULT;
	switch (a->value[0]) {
	case FILE_INPUT:
		return 0;
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
