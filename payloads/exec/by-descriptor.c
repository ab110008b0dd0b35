/*
 * by-descriptor FILE: executes an open file, by its descriptor and without a name
 * (execveat(2), AT_EMPTY_PATH). If that fails, the exit code is errno.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	char *none[] = { NULL };
	int fd = argc == 2 ? open(argv[1], O_RDONLY) : -1;

	if (fd < 0) {
		perror("by-descriptor FILE");
		return 255;
	}
	execveat(fd, "", argv + 1, none, AT_EMPTY_PATH);
	return errno;
}
