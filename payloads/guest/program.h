/*
 * One run of a program: its output as it comes, and how it ended.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stdbool.h>
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
	char **argv;
	char **environment;	/* NAME=value */
	uint32_t limit_ms;	/* 0 for none */
};

struct program_result {
	enum program_end end;
	int32_t value;
	uint64_t wall_ns;
};

/* Takes @length bytes that the program wrote to @stream (1 stdout, 2 stderr). */
typedef void program_output(void *context, int stream, const void *data, size_t length);

/* Once, before any program is run. */
void program_prepare(void);

/* Run a program to its end, with /dev/null as its input. */
struct program_result program_run(const struct program *program, program_output *output,
				  void *context);

#endif
