// SPDX-License-Identifier: MIT
/*
 * by-descriptor [-c] [-r] FILE: executes an open file, by its descriptor and without a name
 * (execveat(2), AT_EMPTY_PATH). If that fails, the exit code is errno.
 *
 *   -c	the descriptor is closed by the execution
 *   -r	by its name in an open folder instead
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void execute(int at, const char *name, char **argv, int flags)
{
	char *none[] = { NULL };

	if (at < 0)
		perror(argv[0]);
	else
		execveat(at, name, argv, none, flags);
}

int main(int argc, char **argv)
{
	int closes = 0, relative = 0, option;
	char *file;

	while ((option = getopt(argc, argv, "cr")) != -1) {
		closes |= option == 'c' ? O_CLOEXEC : 0;
		relative |= option == 'r';
	}
	if (optind + 1 != argc) {
		fprintf(stderr, "by-descriptor [-c] [-r] FILE\n");
		return 255;
	}
	file = argv[optind];
	if (relative) {
		int folder = open(dirname(strdup(file)), O_PATH | O_DIRECTORY | closes);

		execute(folder, basename(file), argv + optind, 0);
	} else {
		execute(open(file, O_RDONLY | closes), "", argv + optind, AT_EMPTY_PATH);
	}
	return errno;
}
