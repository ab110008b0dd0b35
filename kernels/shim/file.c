/*
 * System calls: what any file descriptor does. There are the serial line, the two that the
 * poller has, pipes, and the files of the archive.
 */
#include "file.h"

#include "console.h"
#include "descriptors.h"
#include "errno.h"
#include "files.h"
#include "pipe.h"
#include "syscall.h"
#include "thread.h"
#include "vm.h"

/* Linux include/uapi/asm-generic/fcntl.h */
#define F_GETFL 3
#define O_RDONLY 0
#define O_RDWR 2

static long open_write(struct open_file *file, const void *bytes, size_t length)
{
	return file && file->kind == OPEN_PIPE_WRITE ? pipe_write(file, bytes, length) : -EBADF;
}

static long open_read(struct open_file *file, void *bytes, size_t length)
{
	if (file && file->kind == OPEN_PIPE_READ)
		return pipe_read(file, bytes, length);
	if (!file || file->kind != OPEN_FILE)
		return -EBADF;
	long read = file_read(file, file->offset, bytes, length);

	file->offset += read > 0 ? read : 0;
	return read;
}

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
		return open_write(descriptor(a->value[0]), bytes, length);
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
		return open_read(descriptor(a->value[0]), bytes, length);
	}
}

long sys_close(struct arguments *a)
{
	struct open_file *file = descriptor(a->value[0]);

	if (a->value[0] < FILE_FIRST)
		return 0;
	if (!file)
		return -EBADF;
	if (file->kind != OPEN_FILE)
		pipe_close(file);
	descriptor_free(a->value[0]);
	return 0;
}

long sys_fcntl(struct arguments *a)
{
	const struct open_file *file = descriptor(a->value[0]);

	if (a->value[0] >= FILE_FIRST && !file)
		return -EBADF;
	if (a->value[1] != F_GETFL)
		return 0;
	return file && file->kind == OPEN_FILE ? O_RDONLY : O_RDWR;
}
