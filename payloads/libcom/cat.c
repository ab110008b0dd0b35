// SPDX-License-Identifier: MIT
#include "com.h"

#define SIZE	65536

static char *buffer;

static int copy(int fd)
{
	long count;

	while ((count = read(fd, buffer, SIZE)) > 0)
		if (put(1, buffer, count))
			return -1;
	return count;
}

static int copy_file(const char *path)
{
	int fd = open(path);

	if (fd < 0 || copy(fd)) {
		fprint(2, "cat: ");
		fprint(2, path);
		fprint(2, ": cannot read it\n");
		return 1;
	}
	close(fd);
	return 0;
}

int main(int argc, char **argv)
{
	int failed = 0;

	buffer = more(SIZE);
	if (!buffer)
		return 1;
	if (argc < 2)
		return copy(0) ? 1 : 0;
	for (int i = 1; i < argc; i++)
		failed |= copy_file(argv[i]);
	return failed;
}
