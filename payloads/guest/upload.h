/* SPDX-License-Identifier: MIT */
/*
 * A file that comes from the host, piece by piece.
 */
#ifndef UPLOAD_H
#define UPLOAD_H

#include <limits.h>
#include <stdint.h>
#include <sys/types.h>

struct upload {
	int fd;			/* -1 while there is none, or it failed */
	int error;		/* errno of the first thing that failed */
	uint32_t sequence;
	char path[PATH_MAX];
};

/* Begin a file; folders on its way are made. */
void upload_begin(struct upload *upload, uint32_t sequence, mode_t mode, const char *path);

/* Add a piece. */
void upload_add(struct upload *upload, const void *data, size_t length);

/* Put the file in its place, whole; 0 or an errno. */
int upload_end(struct upload *upload);

#endif
