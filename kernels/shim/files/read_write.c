// SPDX-License-Identifier: MIT
/*
 * System calls: what any file descriptor does. There are the serial line, the two that the
 * poller has, sources of interrupts, pipes, and the files of the archive.
 */
#include "core/fixed_files.h"

#include "core/console.h"
#include "files/descriptors.h"
#include "core/errno.h"
#include "files/archive_calls.h"
#include "events/input.h"
#include "files/pipe.h"
#include "events/source.h"
#include "core/syscall.h"
#include "mm/vm.h"

/* Linux include/uapi/asm-generic/fcntl.h */
#define F_GETFL 3
#define F_SETFL 4
#define O_RDONLY 0
#define O_RDWR 2
#define O_NONBLOCK 04000

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
	case FILE_LINE ... FILE_LAST_LINE:
		return source_read(a->value[0], bytes, length);
	default:
		return open_read(descriptor(a->value[0]), bytes, length);
	}
}

long sys_close(struct arguments *a)
{
	uptr number = a->value[0];
	struct open_file *file = descriptor(number);

	if (number < FILE_FIRST)
		return number >= FILE_TIMER ? source_close(number) : 0;
	if (!file)
		return -EBADF;
	if (file->kind != OPEN_FILE)
		pipe_close(file);
	descriptor_free(number);
	return 0;
}

long sys_fcntl(struct arguments *a)
{
	uptr number = a->value[0], operation = a->value[1];
	const struct open_file *file = descriptor(number);

	if (number >= FILE_FIRST && !file)
		return -EBADF;
	if (number == FILE_INPUT && operation == F_SETFL)
		input_set_flags(a->value[2]);
	if (operation != F_GETFL)
		return 0;
	if (number == FILE_INPUT)
		return input_flags();
	if (file)
		return file->kind == OPEN_FILE ? O_RDONLY : O_RDWR;
	return number >= FILE_EVENT ? O_RDWR | O_NONBLOCK : O_RDWR;
}
