// SPDX-License-Identifier: MIT
/*
 * System call: pipe2(2). The ring of a pipe is a page of its own. Who finds it empty, or
 * full, is woken with EINTR when that has changed, and tries again: as a thread has no
 * stack in the shim, nobody else could finish its call.
 */
#include "files/pipe.h"

#include "core/errno.h"
#include "mm/pages.h"
#include "core/syscall.h"
#include "sched/thread.h"
#include "mm/vm.h"

#define RING 2048
#define O_NONBLOCK 04000

struct pipe {
	u32 read, written;	/* bytes since it was made */
	bool reader, writer;	/* whether that end is open */
	u8 ring[RING];
};

_Static_assert(sizeof(struct pipe) <= PAGE_SIZE, "a pipe fits on a page");

long sys_pipe2(struct arguments *a)
{
	int *numbers = (void *)a->value[0];

	if (!vm_reachable(numbers, 2 * sizeof(*numbers)))
		return -EFAULT;
	if (a->value[1] & O_NONBLOCK)
		return -EINVAL;
	long reader = descriptor_new(OPEN_PIPE_READ), writer = descriptor_new(OPEN_PIPE_WRITE);
	struct pipe *pipe = reader >= 0 && writer >= 0 ? page_alloc() : NULL;

	if (!pipe) {
		if (reader >= 0)
			descriptor_free(reader);
		if (writer >= 0)
			descriptor_free(writer);
		return reader < 0 || writer < 0 ? -EMFILE : -ENOMEM;
	}
	pipe->reader = pipe->writer = true;
	descriptor(reader)->pipe = descriptor(writer)->pipe = pipe;
	numbers[0] = reader;
	numbers[1] = writer;
	return 0;
}

static void wake_all(struct pipe *pipe)
{
	threads_wake(pipe, ~0u, -EINTR);
}

long pipe_read(struct open_file *file, void *bytes, size_t length)
{
	struct pipe *pipe = file->pipe;
	u8 *to = bytes;
	size_t read = 0;

	while (read < length && pipe->read != pipe->written)
		to[read++] = pipe->ring[pipe->read++ % RING];
	if (read)
		wake_all(pipe);
	else if (length && pipe->writer)
		thread_block(pipe, NEVER, 0);
	return read;
}

long pipe_write(struct open_file *file, const void *bytes, size_t length)
{
	struct pipe *pipe = file->pipe;
	const u8 *from = bytes;
	size_t written = 0;

	if (!pipe->reader)
		return -EPIPE;
	while (written < length && pipe->written - pipe->read < RING)
		pipe->ring[pipe->written++ % RING] = from[written++];
	if (written)
		wake_all(pipe);
	else if (length)
		thread_block(pipe, NEVER, 0);
	return written;
}

void pipe_close(struct open_file *file)
{
	struct pipe *pipe = file->pipe;

	*(file->kind == OPEN_PIPE_READ ? &pipe->reader : &pipe->writer) = false;
	wake_all(pipe);
	if (!pipe->reader && !pipe->writer)
		page_free(pipe);
}
