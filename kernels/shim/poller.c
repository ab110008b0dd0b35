/*
 * System calls: the runtime's network poller. It sleeps in epoll_pwait until a timer is
 * due, and another thread ends that sleep through an eventfd, the one file it watches.
 * Layouts and numbers are those of Linux include/uapi/linux/eventpoll.h.
 */
#include "arch.h"
#include "errno.h"
#include "file.h"
#include "machine.h"
#include "syscall.h"
#include "thread.h"
#include "timespec.h"
#include "vm.h"

#define EPOLL_CTL_ADD 1
#define EPOLLIN 1

struct epoll_event {
	u32 events;
	u64 data;
} EPOLL_LAYOUT;

static struct {
	u64 counter;		/* of the eventfd */
	u64 data;		/* what the poller is told when it is not zero */
	struct epoll_event *events;
} poller;

long sys_epoll_create1(struct arguments *a)
{
	(void)a;
	return FILE_POLLER;
}

long sys_eventfd2(struct arguments *a)
{
	poller.counter = a->value[0];
	return FILE_EVENT;
}

long sys_epoll_ctl(struct arguments *a)
{
	const struct epoll_event *event = (void *)a->value[3];

	if (a->value[1] != EPOLL_CTL_ADD || a->value[2] != FILE_EVENT)
		return -EPERM;	/* as of a file that is always ready: who reads it blocks */
	if (!vm_reachable(event, sizeof(*event)))
		return -EFAULT;
	poller.data = event->data;
	return 0;
}

static void report(void)
{
	*poller.events = (struct epoll_event){ .events = EPOLLIN, .data = poller.data };
}

long sys_epoll_pwait(struct arguments *a)
{
	int timeout = a->value[3];

	poller.events = (void *)a->value[1];
	if (!vm_reachable(poller.events, sizeof(*poller.events)))
		return -EFAULT;
	if (poller.counter) {
		report();
		return 1;
	}
	if (timeout)
		thread_block(&poller,
			     timeout < 0 ? NEVER : deadline_after((u64)timeout * NS_PER_MS), 0);
	return 0;
}

long event_write(const void *bytes, size_t length)
{
	u64 value;

	if (length < sizeof(value))
		return -EINVAL;
	memcpy(&value, bytes, sizeof(value));
	poller.counter += value;
	if (threads_wake(&poller, 1, 1))
		report();
	return sizeof(value);
}

long event_read(void *bytes, size_t length)
{
	if (length < sizeof(poller.counter))
		return -EINVAL;
	if (!poller.counter)
		return -EAGAIN;
	memcpy(bytes, &poller.counter, sizeof(poller.counter));
	poller.counter = 0;
	return sizeof(poller.counter);
}
