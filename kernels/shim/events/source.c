// SPDX-License-Identifier: MIT
/* System call: interrupt_open, which Linux does not have. */
#include "events/source.h"

#include "core/console.h"
#include "core/errno.h"
#include "events/event_ring.h"
#include "devices/event_timer.h"
#include "core/fixed_files.h"
#include "events/input.h"
#include "devices/line.h"
#include "core/machine.h"
#include "events/poller.h"
#include "devices/self_interrupt.h"
#include "core/syscall.h"
#include "sched/thread.h"
#include "mm/vm.h"

#define MOST_EVENTS (1u << 16)
#define LEAST_PERIOD 1000	/* ns: less would leave no time for anything else */

static struct source {
	struct event_ring ring;
	bool open;
	u64 news;		/* events since the last read */
	u64 left;		/* of FILE_SELF: events still to be raised */
	bool raised;		/* of FILE_SELF: an interrupt is on its way */
	const struct cpu *at;	/* of FILE_TIMER: each processor has one; this one's was started */
	u32 line;		/* of FILE_LINE and those behind it */
} sources[FILE_LAST_LINE - FILE_TIMER + 1];

static struct source *source_of(int file)
{
	return &sources[file - FILE_TIMER];
}

static void put(int file, u64 stamp, u64 value)
{
	struct source *source = source_of(file);

	if (!event_ring_put(&source->ring, stamp, value))
		return;
	source->news++;
	poller_notify(file);
}

/* A source that can wait is not asked for more than the ring holds: it drops nothing. */
static void self_go_on(struct source *source)
{
	if (source->raised || !source->left || event_ring_full(&source->ring))
		return;
	source->raised = true;
	self_interrupt_raise();
}

static void self_interrupted(struct source *source, u64 stamp)
{
	source->raised = false;
	put(FILE_SELF, stamp, --source->left);
	self_go_on(source);
}

static void serial_interrupted(struct source *source, u64 stamp)
{
	u8 byte;

	while (!event_ring_full(&source->ring) && console_read(&byte, 1))
		put(FILE_SERIAL, stamp, byte);
	if (event_ring_full(&source->ring))
		console_listen(false);
}

void source_interrupt(int file)
{
	struct source *source = source_of(file);
	u64 stamp = clock_counter();

	if (file == FILE_SERIAL && !source->open)
		input_interrupt(stamp);
	else if (file == FILE_TIMER && (!source->open || source->at != this_cpu()))
		event_timer_stop();	/* one that was closed on another processor */
	else if (!source->open)
		return;
	else if (file == FILE_SERIAL)
		serial_interrupted(source, stamp);
	else if (file == FILE_SELF)
		self_interrupted(source, stamp);
	else
		put(file, stamp, 0);
}

/* The file of the source that has a line, or -1. */
static int file_of_line(u32 line)
{
	for (int file = FILE_LINE; file <= FILE_LAST_LINE; file++)
		if (source_of(file)->open && source_of(file)->line == line)
			return file;
	return -1;
}

void source_line(u32 line)
{
	int file = file_of_line(line);

	/* Its level stays until the device has been served, which Go does. */
	line_mask(line);
	if (file >= 0)
		source_interrupt(file);
}

static void go_on(int file)
{
	struct source *source = source_of(file);

	/* Who reads and finds nothing new has served all that there was. */
	if (file >= FILE_LINE && !source->news)
		line_unmask(source->line);
	if (file == FILE_SELF)
		self_go_on(source);
	else if (file == FILE_SERIAL)
		console_listen(!event_ring_full(&source->ring));
}

bool source_readable(int file)
{
	return source_of(file)->news;
}

long source_read(int file, void *bytes, size_t length)
{
	struct source *source = source_of(file);

	if (!source->open)
		return -EBADF;
	if (length < sizeof(source->news))
		return -EINVAL;
	go_on(file);
	if (!source->news)
		return -EAGAIN;
	memcpy(bytes, &source->news, sizeof(source->news));
	source->news = 0;
	return sizeof(source->news);
}

long source_close(int file)
{
	struct source *source = source_of(file);

	if (!source->open)
		return -EBADF;
	if (file == FILE_TIMER)
		event_timer_stop();
	if (file >= FILE_LINE)
		line_mask(source->line);
	source->open = false;
	threads_await_device(false);
	/* Its ring may hold what nobody took; the line goes back to standard input. */
	if (file == FILE_SERIAL)
		console_listen(true);
	return 0;
}

static bool power_of_two(u32 number)
{
	return number && !(number & (number - 1));
}

/* Where a line's source finds room, if the line may be had and nobody has it. */
static int room_for_line(uptr line)
{
	if (!line_for_devices(line) || file_of_line(line) >= 0)
		return -1;
	for (int file = FILE_LINE; file <= FILE_LAST_LINE; file++)
		if (!source_of(file)->open)
			return file;
	return -1;
}

/*
 * interrupt_open(file, memory, events, parameter): the descriptor is the source's own. The
 * parameter is the timer's period in ns, how many interrupts FILE_SELF raises, or the line of
 * FILE_LINE, which stands for any of those; memory stays the program's, which keeps it mapped
 * until it has closed the source.
 */
long sys_interrupt_open(struct arguments *a)
{
	int file = a->value[0] == FILE_LINE ? room_for_line(a->value[3]) : (int)a->value[0];
	struct event_memory *memory = (void *)a->value[1];
	u32 events = a->value[2];
	uptr parameter = a->value[3];

	if (a->value[0] < FILE_TIMER || a->value[0] > FILE_LINE || file < 0 || source_of(file)->open)
		return -EINVAL;
	if (!power_of_two(events) || events > MOST_EVENTS)
		return -EINVAL;
	if (file == FILE_TIMER && (parameter < LEAST_PERIOD || parameter > NS_PER_SECOND))
		return -EINVAL;
	if (!vm_reachable(memory, event_memory_size(events)))
		return -EFAULT;

	struct source *source = source_of(file);

	*source = (struct source){
		.open = true, .left = parameter, .line = parameter, .at = this_cpu(),
	};
	threads_await_device(true);
	event_ring_init(&source->ring, memory, events, clock_khz());
	if (file == FILE_TIMER)
		event_timer_start(parameter);
	go_on(file);
	return file;
}
