/* System calls: files. There are the serial line, the two that the poller has, and sources. */
#include "file.h"

#include "console.h"
#include "errno.h"
#include "input.h"
#include "source.h"
#include "syscall.h"
#include "vm.h"

/* Linux include/uapi/asm-generic/fcntl.h */
#define F_GETFL 3
#define F_SETFL 4
#define O_RDWR 2
#define O_NONBLOCK 04000

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
	case FILE_TIMER:
	case FILE_SELF:
	case FILE_SERIAL:
		return source_read(a->value[0], bytes, length);
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
	if (a->value[0] >= FILES)
		return -EBADF;
	return a->value[0] >= FILE_TIMER ? source_close(a->value[0]) : 0;
}

long sys_fcntl(struct arguments *a)
{
	uptr file = a->value[0], operation = a->value[1];

	if (file >= FILES)
		return -EBADF;
	if (file == FILE_INPUT && operation == F_SETFL)
		input_set_flags(a->value[2]);
	if (operation != F_GETFL)
		return 0;
	if (file == FILE_INPUT)
		return input_flags();
	return file >= FILE_EVENT ? O_RDWR | O_NONBLOCK : O_RDWR;
}
