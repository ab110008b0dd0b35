// SPDX-License-Identifier: MIT
/*
 * System calls: the runtime's network poller. It sleeps in epoll_pwait until a timer is
 * due; another thread ends that sleep through an eventfd, and the interrupt of a source or
 * of the serial line by the file for which a goroutine waits. Layouts and numbers are those
 * of Linux include/uapi/linux/eventpoll.h.
 */
#include "events/poller.h"

#include "core/arch.h"
#include "core/errno.h"
#include "core/fixed_files.h"
#include "events/input.h"
#include "core/machine.h"
#include "events/source.h"
#include "core/syscall.h"
#include "sched/thread.h"
#include "sched/deadline.h"
#include "mm/vm.h"

#define EPOLL_CTL_ADD 1
#define EPOLL_CTL_DEL 2
#define EPOLLIN 1
#define EPOLLET (1u << 31)

struct epoll_event {
	u32 events;
	u64 data;
} EPOLL_LAYOUT;

struct watch {
	bool on;
	bool by_edge;		/* told once when it becomes readable, not while it is */
	bool news;
	u64 data;		/* what the poller is told */
};

static struct {
	u64 counter;		/* of the eventfd */
	struct watch watches[FILE_FIRST];
	struct epoll_event *events;	/* of the thread that sleeps: there is one at a time */
} poller;

static bool readable(int file)
{
	if (file == FILE_INPUT)
		return input_readable();
	if (file == FILE_EVENT)
		return poller.counter;
	return file >= FILE_TIMER && source_readable(file);
}

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

static bool watchable(uptr file)
{
	return file == FILE_INPUT || (file >= FILE_EVENT && file < FILE_FIRST);
}

long sys_epoll_ctl(struct arguments *a)
{
	const struct epoll_event *event = (void *)a->value[3];
	uptr file = a->value[2];

	if (!watchable(file))
		return -EPERM;	/* as of a file that is always ready: who reads it blocks */
	if (a->value[1] == EPOLL_CTL_DEL) {
		poller.watches[file].on = false;
		return 0;
	}
	if (a->value[1] != EPOLL_CTL_ADD)
		return -EINVAL;
	if (!vm_reachable(event, sizeof(*event)))
		return -EFAULT;
	poller.watches[file] = (struct watch){
		.on = true,
		.by_edge = event->events & EPOLLET,
		.news = readable(file),
		.data = event->data,
	};
	return 0;
}

static bool due(const struct watch *watch)
{
	return watch->on && (watch->by_edge ? watch->news : readable(watch - poller.watches));
}

static void report(struct watch *watch, struct epoll_event *event)
{
	*event = (struct epoll_event){ .events = EPOLLIN, .data = watch->data };
	watch->news = false;
}

static int report_all(struct epoll_event *events, int most)
{
	int count = 0;

	for (int file = 0; file < FILE_FIRST && count < most; file++)
		if (due(&poller.watches[file]))
			report(&poller.watches[file], &events[count++]);
	return count;
}

long sys_epoll_pwait(struct arguments *a)
{
	struct epoll_event *events = (void *)a->value[1];
	int most = a->value[2], timeout = a->value[3];

	if (most < 1)
		return -EINVAL;
	if (most > FILE_FIRST)
		most = FILE_FIRST;
	if (!vm_reachable(events, most * sizeof(*events)))
		return -EFAULT;
	int count = report_all(events, most);

	if (count || !timeout)
		return count;
	poller.events = events;
	thread_block(&poller, timeout < 0 ? NEVER : deadline_after((u64)timeout * NS_PER_MS), 0);
	return 0;
}

void poller_notify(int file)
{
	struct watch *watch = &poller.watches[file];

	watch->news = true;
	if (due(watch) && threads_wake(&poller, 1, 1))
		report(watch, poller.events);
}

long event_write(const void *bytes, size_t length)
{
	u64 value;

	if (length < sizeof(value))
		return -EINVAL;
	memcpy(&value, bytes, sizeof(value));
	poller.counter += value;
	poller_notify(FILE_EVENT);
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
