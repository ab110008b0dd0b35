// SPDX-License-Identifier: MIT
/*
 * as-nobody FILE: executes a file as a user without any rights. If that fails, the exit
 * code is errno.
 */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#define NOBODY	65534

int main(int argc, char **argv)
{
	char *none[] = { NULL };

	if (argc != 2 || setgid(NOBODY) || setuid(NOBODY)) {
		perror("as-nobody FILE");
		return 255;
	}
	execve(argv[1], argv + 1, none);
	return errno;
}
