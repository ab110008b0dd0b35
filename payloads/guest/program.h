/* SPDX-License-Identifier: MIT */
/*
 * One run of a program: its output as it comes, and how it ended.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stddef.h>
#include <stdint.h>

#define PROGRAM_CHUNK	32768	/* bytes of output handed over at once, at most */

enum program_end {
	PROGRAM_EXITED = 0,	/* value: exit code */
	PROGRAM_SIGNALLED = 1,	/* value: signal number */
	PROGRAM_NOT_STARTED = 2, /* value: errno */
	PROGRAM_TIMED_OUT = 3,	/* value: the signal that ended it */
};

struct program {
	size_t argc, envc;
	const void *strings;	/* argv and then NAME=value, each ended by a NUL */
	size_t length;		/* of all of them */
	uint32_t limit_ms;	/* 0 for none */
};

struct program_result {
	enum program_end end;
	int32_t value;
	uint64_t wall_ns;
};

/* Takes @length bytes that the program wrote to @stream (1 stdout, 2 stderr). */
typedef void program_output(void *context, int stream, const void *data, size_t length);

/* Once, before all else; 0 or -1. */
int program_prepare(void);

/* Have a process wait to become the next program: a run then begins with its execve(). */
void program_spare(void);

/* Run a program to its end, with /dev/null as its input. */
struct program_result program_run(const struct program *program, program_output *output,
				  void *context);

#endif
